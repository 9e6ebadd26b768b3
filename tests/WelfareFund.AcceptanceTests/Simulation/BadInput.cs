namespace WelfareFund.AcceptanceTests.Simulation;

/// <summary>Files that are wrong somewhere: each has to be refused whole.</summary>
internal static class BadInput
{
    /// <summary>Whether it is a row that can be told wrongly.</summary>
    internal static bool IsFor(SimulatedFact good) => good.Kind is "wages" or "claims" or "bank" or "workers" or "employments" or "commitments";

    /// <param name="good">What was told before and <see cref="IsFor"/>.</param>
    internal static (string Kind, string Text) Of(Dice dice, IReadOnlyList<SimulatedFact> good)
    {
        var row = dice.OneOf(good.ToArray());
        var columns = FactFiles.ColumnsOf(row.Kind);
        return (row.Kind, dice.Between(1, 8) switch
        {
            1 => $"{columns}\n{Fresh(row)}\n{row.Row[..^4]},,,,,\n",
            2 => $"{columns}\n{Fresh(row)}\n{Fresh(row)}\n",
            3 => $"{columns}\n{Fresh(row)}\n{Known(row)}\n",
            4 => $"{columns.Replace(',', ';')}\n{Fresh(row)}\n",
            5 => $"{columns}\n{Fresh(row)}\n\"{Fresh(row)}\n",
            6 => $"{columns}\n{Fresh(row).Replace("20", "2O", StringComparison.Ordinal)}\n",
            7 => $"{columns}\n{Fresh(row).Replace("EUR", "USD", StringComparison.Ordinal).Replace("contract-", "kontract-", StringComparison.Ordinal)},EUR\n",
            _ => $"{columns},{columns.Split(',')[0]}\n{Fresh(row)}\n",
        });
    }

    /// <summary>The row under a key that nobody knows.</summary>
    private static string Fresh(SimulatedFact row) => row.Kind switch
    {
        "bank" => row.Row + "-again",
        _ => "another-" + row.Row,
    };

    /// <summary>The row under its own key, with another content.</summary>
    private static string Known(SimulatedFact row) => row.Kind switch
    {
        "wages" => row.Row.Replace(",EUR,", "1,EUR,", StringComparison.Ordinal) + "x",
        "workers" => row.Row.Replace("ph-de", "ph-xx", StringComparison.Ordinal),
        "claims" => row.Row.Replace(",contract-", ",kontract-", StringComparison.Ordinal),
        "employments" => row.Row.Replace("2000.00,2000.00", "2000.00,2000.01", StringComparison.Ordinal),
        "commitments" => row.Row.Replace(".", "9.", StringComparison.Ordinal),
        _ => row.Row.Replace("EUR", "PHP", StringComparison.Ordinal),
    };
}
