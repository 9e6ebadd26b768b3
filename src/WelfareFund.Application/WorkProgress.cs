namespace WelfareFund.Application;

/// <summary>How far long work is.</summary>
/// <param name="Unit">What is counted: <c>rows</c>, <c>lines posted</c>.</param>
/// <param name="Total">Null when nobody knows it beforehand.</param>
public readonly record struct WorkProgress(string Unit, long Done, long? Total);
