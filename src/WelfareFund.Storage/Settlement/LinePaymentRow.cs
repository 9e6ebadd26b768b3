using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace WelfareFund.Storage.Settlement;

/// <summary>The event of a line by which a payment is instructed, confirmed or returned, or a call of capital paid, without the claims that it pays: of those there can be a hundred thousand.</summary>
public sealed class LinePaymentRow
{
    public required int Fund { get; init; }
    public required long Run { get; init; }
    public required int Line { get; init; }

    /// <summary>How many claims the line names.</summary>
    public required int Claims { get; init; }

    /// <summary>As <see cref="WelfareFund.Settlement.SettlementJson"/> writes it.</summary>
    public required string Event { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<LinePaymentRow>
    {
        public void Configure(EntityTypeBuilder<LinePaymentRow> builder) => builder.ToTable("settlement_line_payments").HasKey(row => new { row.Fund, row.Run, row.Line });
    }
}
