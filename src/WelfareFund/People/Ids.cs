namespace WelfareFund.People;

public readonly record struct WorkerId(string Value) : IComparable<WorkerId>
{
    /// <summary>Ordinal.</summary>
    public int CompareTo(WorkerId other) => string.CompareOrdinal(Value, other.Value);
    public override string ToString() => Value;
}

public readonly record struct InvestorId(string Value)
{
    public override string ToString() => Value;
}

public readonly record struct ProviderId(string Value)
{
    public override string ToString() => Value;
}

public readonly record struct EmployerId(string Value)
{
    public override string ToString() => Value;
}

public readonly record struct EmploymentId(string Value)
{
    public override string ToString() => Value;
}

public readonly record struct AgreementId(string Value)
{
    public override string ToString() => Value;
}

public readonly record struct ClaimId(string Value)
{
    public override string ToString() => Value;
}
