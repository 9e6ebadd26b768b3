using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WelfareFund.People;

namespace WelfareFund.Storage.Settlement;

/// <summary>A line that changes where a worker stands, found by the worker: a month is calculated of some workers after others.</summary>
public sealed class WorkerLineRow
{
    public required int Fund { get; init; }
    public required long Run { get; init; }
    public required WorkerId Worker { get; init; }
    public required int Number { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<WorkerLineRow>
    {
        public void Configure(EntityTypeBuilder<WorkerLineRow> builder)
        {
            builder.ToTable("worker_lines").HasKey(line => new { line.Fund, line.Run, line.Worker, line.Number });
            builder.Property(line => line.Worker).HasColumnName("worker_id");
        }
    }
}
