using NodaTime;
using WelfareFund.SampleFunds;

var seed = Generator.CommittedSeed;
string? folder = null, rates = null;
var bankOnly = false;
for (var i = 0; i < args.Length; i++)
{
    if (args[i] == "--rates" && i + 1 < args.Length)
        rates = args[++i];
    else if (args[i] == "--seed" && i + 1 < args.Length && ulong.TryParse(args[++i], out var given))
        seed = given;
    else if (args[i] == "--bank-only")
        bankOnly = true;
    else if (folder is null && !args[i].StartsWith('-'))
        folder = args[i];
    else
        folder = rates = null;
}

if (folder is null)
{
    await Console.Error.WriteLineAsync("Usage: FOLDER [--rates ECB_CSV] [--seed N]: writes FOLDER/sample from FOLDER/fund.json; without --rates from the rates in FOLDER/sample/fx-ecb.csv. --bank-only: writes the bank's files of a small sample and leaves the others as they are.");
    return 2;
}

#pragma warning disable RS0030 // The composition root names the system clock.
var clock = SystemClock.Instance;
#pragma warning restore RS0030
if (bankOnly)
{
    await SmallSample.RunAsync(folder, clock);
    return 0;
}

var found = await Generator.RunAsync(folder, rates ?? Path.Combine(folder, "sample", "fx-ecb.csv"), seed, clock, month => Console.Error.WriteLine($"{month:uuuu-MM} lived"));
foreach (var note in found)
    Console.WriteLine(note);
return 0;
