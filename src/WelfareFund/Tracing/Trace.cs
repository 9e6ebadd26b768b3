namespace WelfareFund.Tracing;

/// <summary>One step of an explanation: a template's id and its typed operands; words are made at the edge, from the template list.</summary>
/// <param name="Template">An id of the template list, for example <c>share-of-pay</c>.</param>
/// <param name="Operands"><see cref="Money"/>, <see cref="decimal"/>, <see cref="int"/>, <see cref="NodaTime.LocalDate"/> or a term's id, in the template's order.</param>
public readonly record struct TraceStep(string Template, IReadOnlyList<object> Operands);

/// <summary>
/// Where a rule writes why it decided so. Rules take it as a generic struct parameter, so that <see cref="NoTrace"/> costs nothing:
/// the compiler removes the calls, and <see cref="IsOn"/> guards the building of operands.
/// </summary>
public interface ITraceSink
{
    bool IsOn { get; }
    void Write(string template, params ReadOnlySpan<object> operands);
}

/// <summary>Keeps nothing: the forecast's sink.</summary>
public readonly struct NoTrace : ITraceSink
{
    public bool IsOn => false;
    public void Write(string template, params ReadOnlySpan<object> operands) { }
}

/// <summary>Keeps every step in order.</summary>
public readonly struct TraceList() : ITraceSink
{
    private readonly List<TraceStep> steps = [];

    public bool IsOn => true;
    public IReadOnlyList<TraceStep> Steps => steps;
    public void Write(string template, params ReadOnlySpan<object> operands) => steps.Add(new(template, operands.ToArray()));

    internal void Write(IEnumerable<TraceStep> written) => steps.AddRange(written);
}
