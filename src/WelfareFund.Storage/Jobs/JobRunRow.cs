using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using WelfareFund.Jobs;
using WelfareFund.Storage.Facts;

namespace WelfareFund.Storage.Jobs;

/// <summary>One thing that was due, and the last attempt at it.</summary>
public sealed class JobRunRow
{
    public required int Fund { get; init; }
    public required Job Job { get; init; }

    /// <summary>The instant the schedule names; with the fund and the job it is the run's key, so that nodes cannot do it twice.</summary>
    public required Instant Due { get; init; }

    /// <summary>Grows with every attempt; an attempt that was taken over may not say how it ended.</summary>
    public required long Fence { get; set; }

    /// <summary>The node and process, for people.</summary>
    public required string Node { get; set; }
    public required Instant StartedAt { get; set; }
    public Instant? EndedAt { get; set; }
    public required JobResult Result { get; set; }

    /// <summary>Until then nobody else may attempt it.</summary>
    public required Instant Until { get; set; }

    /// <summary>What came of it, in words.</summary>
    public required string Outcome { get; set; }

    /// <summary>What somebody has to do; empty when nothing.</summary>
    public required string Needs { get; set; }

    /// <summary>Nothing is left to do.</summary>
    public bool IsClosed => Result is JobResult.Done or JobResult.Alarm;

    internal sealed class Mapping : IEntityTypeConfiguration<JobRunRow>
    {
        public void Configure(EntityTypeBuilder<JobRunRow> builder)
        {
            builder.ToTable("job_runs").HasKey(run => new { run.Fund, run.Job, run.Due });
            builder.Property(run => run.Job).HasConversion(new WordConversion<Job>());
            builder.Property(run => run.Result).HasConversion(new WordConversion<JobResult>());
            builder.Ignore(run => run.IsClosed);
        }
    }
}
