namespace WelfareFund.Ledger;

/// <summary>What <c>verify</c> found wrong.</summary>
/// <param name="Where">The entry, seal or balance: <c>entry 1234 (contribution/2025-02/w-17/due/0)</c>.</param>
/// <param name="What">One clause without a full stop.</param>
public sealed record Finding(string Where, string What)
{
    public override string ToString() => $"{Where}: {What}.";
}
