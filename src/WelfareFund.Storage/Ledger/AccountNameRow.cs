using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace WelfareFund.Storage.Ledger;

/// <summary>What people see for an account; the last revision counts.</summary>
public sealed class AccountNameRow
{
    public required int Fund { get; init; }
    public required int Account { get; init; }

    /// <summary>Counts the account's names, from 0.</summary>
    public required int Revision { get; init; }

    /// <summary>The open month when the name was given: the first whose seal commits to it.</summary>
    public required YearMonth SincePeriod { get; init; }
    public required string Code { get; init; }
    public required string Name { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<AccountNameRow>
    {
        public void Configure(EntityTypeBuilder<AccountNameRow> builder) =>
            builder.ToTable("account_names").HasKey(name => new { name.Fund, name.Account, name.Revision });
    }
}
