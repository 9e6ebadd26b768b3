using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using WelfareFund.Files;

namespace WelfareFund.Storage.Facts;

/// <summary>What is personal about one party of a fund. Read and written through <see cref="PersonalData"/> alone.</summary>
public sealed class PersonalRow
{
    public required int Fund { get; init; }

    /// <summary>The kind of file it came from, and the id there.</summary>
    public required string Kind { get; init; }
    public required string Id { get; init; }
    public string? Name { get; set; }
    public string? Email { get; set; }
    public int? BirthYear { get; set; }
    public string? Iban { get; set; }
    public string? Bic { get; set; }
    public string? Account { get; set; }

    internal PersonalDetails ToDetails() => new() { Name = Name, Email = Email, BirthYear = BirthYear, Iban = Iban, Bic = Bic, Account = Account };

    internal sealed class Mapping : IEntityTypeConfiguration<PersonalRow>
    {
        public void Configure(EntityTypeBuilder<PersonalRow> builder) => builder.ToTable("personal_details").HasKey(row => new { row.Fund, row.Kind, row.Id });
    }
}

/// <summary>Bank details that a party is to have from some day on. Read and written through <see cref="PersonalData"/> alone.</summary>
public sealed class BankDetailsChangeRow
{
    public required int Fund { get; init; }

    /// <summary>The proposal that a second person decides.</summary>
    public required long Proposal { get; init; }

    /// <summary>The kind of file, and the id there.</summary>
    public required string Kind { get; init; }
    public required string Id { get; init; }
    public string? Iban { get; set; }
    public string? Bic { get; set; }
    public string? Account { get; set; }

    /// <summary>Null until the proposal is approved.</summary>
    public LocalDate? CountsFrom { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<BankDetailsChangeRow>
    {
        public void Configure(EntityTypeBuilder<BankDetailsChangeRow> builder) => builder.ToTable("bank_details_changes").HasKey(row => new { row.Fund, row.Proposal });
    }
}

/// <summary>What a bank line says of whoever paid or was paid. Read and written through <see cref="PersonalData"/> alone.</summary>
public sealed class BankLineTextRow
{
    public required int Fund { get; init; }
    public required long Intake { get; init; }
    public string? Counterparty { get; set; }
    public string? Reference { get; set; }
    public string? ReturnReason { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<BankLineTextRow>
    {
        public void Configure(EntityTypeBuilder<BankLineTextRow> builder) => builder.ToTable("bank_line_texts").HasKey(row => new { row.Fund, row.Intake });
    }
}

/// <summary>What a grievance says in the worker's own words. Read and written through <see cref="PersonalData"/> alone.</summary>
public sealed class GrievanceTextRow
{
    public required int Fund { get; init; }
    public required long Intake { get; init; }
    public required string Text { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<GrievanceTextRow>
    {
        public void Configure(EntityTypeBuilder<GrievanceTextRow> builder) => builder.ToTable("grievance_texts").HasKey(row => new { row.Fund, row.Intake });
    }
}
