using System.Globalization;
using NodaTime;
using WelfareFund.People;
using WelfareFund.Settlement;

namespace WelfareFund.Storage.Facts;

/// <summary>What was told about some workers up to an intake number; by intake.</summary>
public sealed class FactsOfWorkers
{
    private readonly FundContext context;
    private readonly string own;
    private readonly (string, object)[] parameters;

    private FactsOfWorkers(FundContext context, int fund, long through, string own, params (string, object)[] asked) =>
        (this.context, this.own, parameters) = (context, own, [("fund", fund), ("through", through), .. asked]);

    /// <summary>Of the workers from one id to another, both included.</summary>
    /// <param name="through">The last intake number.</param>
    public static FactsOfWorkers Between(FundContext context, int fund, long through, WorkerId first, WorkerId last) =>
        new(context, fund, through, "worker_id >= @first AND worker_id <= @last", ("first", first.Value), ("last", last.Value));

    /// <param name="through">The last intake number.</param>
    public static FactsOfWorkers Of(FundContext context, int fund, long through, IEnumerable<WorkerId> workers)
    {
        ArgumentNullException.ThrowIfNull(context);
        var (named, ids) = SqlList.Of(context, "@ids", "text", [.. workers.Select(worker => worker.Value)]);
        return new(context, fund, through, $"worker_id {named}", ("ids", ids));
    }

    /// <summary>The next workers by their ids.</summary>
    /// <param name="through">The last intake number.</param>
    /// <param name="after">The last id before them; empty for the first.</param>
    public static List<Worker> Next(FundContext context, int fund, long through, string after, int count)
    {
        ArgumentNullException.ThrowIfNull(context);
        var table = MappedTable<Worker>.Of(context.Model);
        return [.. StoredRow.Read(context, $"SELECT {table.ColumnList} FROM \"{table.Name}\" WHERE fund = @fund AND worker_id > @after AND +intake <= @through ORDER BY worker_id LIMIT @count", table.Make,
            ("fund", fund), ("after", after), ("through", through), ("count", count))];
    }

    /// <summary>Facts that name the worker.</summary>
    public List<T> Own<T>() where T : Fact => Read<T>(own);

    /// <summary>Facts that name an employment of the worker.</summary>
    public List<T> OfJobs<T>() where T : Fact => Read<T>($"employment_id IN (SELECT employment_id FROM employments WHERE fund = @fund AND {own})");

    public List<PauseLimit> PauseLimits() => Read<PauseLimit>($"pause_id IN (SELECT pause_id FROM pauses WHERE fund = @fund AND {own})");

    /// <summary>
    /// The last word on each deduction that a settlement has not booked, by worker: it was told or kept after another settlement, or that one has held it. The context takes no
    /// other command meanwhile.
    /// </summary>
    /// <param name="after">The last intake number that the other settlement has seen.</param>
    /// <param name="keptAfter">The last day that it has looked at.</param>
    /// <param name="run">Its number.</param>
    /// <param name="keptThrough">The last day that this one looks at.</param>
    /// <param name="through">The last intake number.</param>
    public static IEnumerable<Deduction> DeductionsToBook(FundContext context, int fund, long after, LocalDate keptAfter, long run, LocalDate keptThrough, long through)
    {
        ArgumentNullException.ThrowIfNull(context);
        var table = MappedTable<Deduction>.Of(context.Model);
        return StoredRow.Read(context, string.Create(CultureInfo.InvariantCulture, $"""
            SELECT {table.ColumnList} FROM deductions AS told
            WHERE fund = @fund AND intake <= @through AND deducted_on <= @keptThrough
                AND (intake > @after OR deducted_on > @keptAfter OR EXISTS (
                    SELECT 1 FROM settlement_lines AS line WHERE line.fund = @fund AND line.kind = 'deduction' AND line.subject = told.deduction_id AND line.run = @run AND line.state = {(int)LineState.Held}))
                AND NOT EXISTS (
                    SELECT 1 FROM settlement_lines AS line JOIN runs ON runs.fund = line.fund AND runs.number = line.run
                    WHERE line.fund = @fund AND line.kind = 'deduction' AND line.subject = told.deduction_id AND line.state = {(int)LineState.Posts}
                        AND runs.state BETWEEN {(int)RunState.Posted} AND {(int)RunState.Sealed})
                AND NOT EXISTS (SELECT 1 FROM deductions AS later WHERE later.fund = @fund AND later.deduction_id = told.deduction_id AND later.intake > told.intake AND later.intake <= @through)
            ORDER BY worker_id, intake
            """), table.Make, ("fund", fund), ("after", after), ("keptAfter", keptAfter), ("run", run), ("keptThrough", keptThrough), ("through", through));
    }

    /// <summary>The last word on the agreement that has an id; null where nobody told one.</summary>
    /// <param name="through">The last intake number.</param>
    public static Agreement? AgreementNamed(FundContext context, int fund, long through, string id) =>
        Last<Agreement, AgreementId>(context, fund, through, "agreement_id", id, agreement => agreement.Id).SingleOrDefault();

    /// <summary>The last words on deductions that name a transfer.</summary>
    /// <param name="through">The last intake number.</param>
    public static IReadOnlyList<Deduction> DeductionsNaming(FundContext context, int fund, long through, string transferReference) =>
        Last<Deduction, string>(context, fund, through, "transfer_reference", transferReference, deduction => deduction.Id);

    private static List<T> Last<T, TId>(FundContext context, int fund, long through, string column, string text, Func<T, TId> id) where T : Fact where TId : notnull
    {
        ArgumentNullException.ThrowIfNull(context);
        var table = MappedTable<T>.Of(context.Model);
        var told = StoredRow.Read(context, $"SELECT {table.ColumnList} FROM \"{table.Name}\" WHERE fund = @fund AND {column} = @text AND +intake <= @through", table.Make, ("fund", fund), ("text", text), ("through", through));
        return [.. told.GroupBy(id).Select(words => words.MaxBy(word => word.Intake)!)];
    }

    private List<T> Read<T>(string condition) where T : Fact
    {
        var table = MappedTable<T>.Of(context.Model);
        // The plus keeps both engines from going through all intake numbers instead of the workers' own.
        List<T> facts = [.. StoredRow.Read(context, $"SELECT {table.ColumnList} FROM \"{table.Name}\" WHERE fund = @fund AND {condition} AND +intake <= @through", table.Make, parameters)];
        facts.Sort((one, other) => one.Intake.CompareTo(other.Intake));
        return facts;
    }
}
