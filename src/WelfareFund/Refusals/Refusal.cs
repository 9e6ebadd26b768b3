namespace WelfareFund.Refusals;

/// <summary>
/// What a rule or a bad input was refused for. The command line, the pages and the API all draw the same refusal.
/// A refusal changes nothing; what is thrown instead of refused is a bug.
/// </summary>
/// <param name="Code">Stable and kebab-case, for scripts and translations: <c>no-rate</c>, <c>not-balanced</c>.</param>
/// <param name="Where">The place: <c>wages.csv:17: gross</c>, <c>fund.json:12: $.contracts[0].price</c>, an entry's key. Empty when the command itself is the place.</param>
/// <param name="What">What is wrong, as one clause without a full stop.</param>
/// <param name="Remedy">What would be right, as one clause without a full stop; empty when only the facts can change.</param>
public sealed record Refusal(string Code, string Where, string What, string Remedy)
{
    public override string ToString() => (Where.Length == 0 ? "" : Where + ": ") + What + (Remedy.Length == 0 ? "." : $"; {Remedy}.");
}

/// <summary>Either a value or at least one refusal, never both.</summary>
public sealed class Result<T>
{
    private readonly T? value;

    private Result(T? value, IReadOnlyList<Refusal> refusals)
    {
        this.value = value;
        Refusals = refusals;
    }

    public IReadOnlyList<Refusal> Refusals { get; }
    public bool IsRefused => Refusals.Count > 0;

    /// <exception cref="InvalidOperationException">The result is refused.</exception>
    public T Value => IsRefused ? throw new InvalidOperationException("Refused: " + string.Join(" ", Refusals)) : value!;

    public static implicit operator Result<T>(T value) => new(value, []);
    public static implicit operator Result<T>(Refusal refusal) => new(default, [refusal]);

    internal static Result<T> Of(IReadOnlyList<Refusal> refusals) => new(default, refusals);
}

public static class Result
{
    /// <exception cref="ArgumentException">There is no refusal in the list.</exception>
    public static Result<T> Refused<T>(IReadOnlyList<Refusal> refusals) =>
        refusals.Count == 0 ? throw new ArgumentException("A refused result names at least one refusal.", nameof(refusals)) : Result<T>.Of(refusals);
}
