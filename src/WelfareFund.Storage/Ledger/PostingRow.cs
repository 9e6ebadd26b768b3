using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WelfareFund.Ledger;

namespace WelfareFund.Storage.Ledger;

public sealed class PostingRow
{
    public required int Fund { get; init; }
    public required long Sequence { get; init; }

    /// <summary>Its place in the entry, from 1.</summary>
    public required short Line { get; init; }
    public required int Account { get; init; }

    /// <summary>A debit is positive, a credit negative.</summary>
    public required Money Amount { get; init; }

    /// <summary>Null where the account has no parties.</summary>
    public long? Party { get; init; }
    public string? Corridor { get; init; }
    public string? CostLine { get; init; }

    public Posting ToPosting() => new(Account, Amount, Party ?? 0, Corridor, CostLine);

    internal sealed class Mapping : IEntityTypeConfiguration<PostingRow>
    {
        public void Configure(EntityTypeBuilder<PostingRow> builder)
        {
            builder.ToTable("postings").HasKey(posting => new { posting.Fund, posting.Sequence, posting.Line });
            builder.ComplexProperty(posting => posting.Amount, amount =>
            {
                amount.Property(money => money.MinorUnits).HasColumnName("amount");
                amount.Property(money => money.Currency).HasColumnName("currency");
            });
        }
    }
}
