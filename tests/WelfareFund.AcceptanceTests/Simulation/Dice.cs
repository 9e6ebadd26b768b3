namespace WelfareFund.AcceptanceTests.Simulation;

/// <summary>A seed's dice, by SplitMix64: the same seed throws the same numbers on every machine and for ever.</summary>
internal sealed class Dice
{
    private readonly ulong seed;
    private ulong state;

    internal Dice(ulong seed) => this.seed = state = seed;

    /// <summary>Numbers of their own for one matter, so that a change elsewhere leaves them as they are.</summary>
    internal Dice For(int matter) => new(Mix(unchecked(seed + ((ulong)(matter + 1) * 0xD1B54A32D192ED03))));

    /// <summary>Both ends included.</summary>
    internal int Between(int least, int most) => least + (int)(Next() % (ulong)(most - least + 1));

    internal bool Percent(int chance) => Between(1, 100) <= chance;

    internal T OneOf<T>(params ReadOnlySpan<T> choices) => choices[Between(0, choices.Length - 1)];

    /// <summary>Cents, sometimes of whole units: both ends in whole units.</summary>
    internal long Cents(int least, int most) => (Between(least, most - 1) * 100L) + (Percent(40) ? 0 : Between(0, 99));

    private ulong Next() => Mix(state = unchecked(state + 0x9E3779B97F4A7C15));

    private static ulong Mix(ulong z)
    {
        unchecked
        {
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
