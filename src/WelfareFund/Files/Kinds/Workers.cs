using System.Text.RegularExpressions;
using NodaTime;
using WelfareFund.People;
using WelfareFund.Refusals;

namespace WelfareFund.Files.Kinds;

internal static partial class Workers
{
    private static readonly Column<string> Id = Columns.Id("worker_id");
    private static readonly Column<LocalDate> EnrolledOn = Columns.Date("enrolled_on");
    private static readonly Column<string> Contract = Columns.TermId("contract_id", "a contract", terms => terms.Contracts.Select(contract => contract.Id));
    private static readonly Column<string> Corridor = Columns.TermId("corridor", "a corridor", terms => terms.Corridors.Select(corridor => corridor.Id));
    private static readonly Column<string?> Gender = Columns.Text("gender", 40).OrNull();
    private static readonly Column<int?> BirthYear = Columns.Year("birth_year").OrEmpty();
    private static readonly Column<string?> Groups = new Column<string>("groups", false, ReadGroups).OrNull();
    private static readonly Column<Currency?> HomeCurrency = Columns.Currency("home_currency").OrNull();
    private static readonly Column<Money?> HomeIncome = Columns.Amount("home_monthly_income", HomeCurrency, Sign.NotNegative).OrEmpty();
    private static readonly Column<string?> Name = Columns.Text("name").OrNull();
    private static readonly Column<string?> Email = BankColumns.Email().OrNull();

    internal static readonly FileKind<Worker> Kind = new("workers", Id, worker => worker.Id.Value, Read,
        [Id, EnrolledOn, Contract, Corridor, Gender, BirthYear, Groups, HomeIncome, HomeCurrency, Name, Email])
    {
        Personal = row => new() { Name = row.Get(Name), Email = row.Get(Email), BirthYear = row.Get(BirthYear) },
        HowToCorrect = "what is known of a worker is changed in its own act; a worker who enrols again keeps the old row",
    };

    private static Worker Read(Row row)
    {
        var worker = new Worker
        {
            Id = new(row.Get(Id)),
            EnrolledOn = row.Get(EnrolledOn),
            Contract = row.Get(Contract),
            Corridor = row.Get(Corridor),
            Gender = row.Get(Gender),
            Groups = row.Get(Groups) ?? "",
            HomeMonthlyIncome = row.Get(HomeIncome)?.Amount,
            HomeCurrency = row.Get(HomeCurrency),
        };
        if (row.IsEmpty(HomeIncome) != row.IsEmpty(HomeCurrency))
            row.Refuse(row.IsEmpty(HomeIncome) ? HomeIncome : HomeCurrency, "empty", "nothing stands here", "an income and its currency stand together or not at all");
        if (worker.Contract is { } id && worker.Corridor is { } corridor && row.Terms.Contract(id) is { } contract)
        {
            if (!contract.Corridors.Contains(corridor))
                row.Refuse(Corridor, "wrong-corridor", $"contract {id} does not cover {corridor}", "it covers " + string.Join(", ", contract.Corridors));
            if (worker.EnrolledOn != default && (worker.EnrolledOn < contract.From || worker.EnrolledOn > contract.To))
                row.Refuse(EnrolledOn, "outside-contract", $"contract {id} does not run on {worker.EnrolledOn:uuuu-MM-dd}", $"it runs from {contract.From:uuuu-MM-dd} to {contract.To:uuuu-MM-dd}");
        }

        if (worker.Id.Value is { } number && LooksLikeAPassport.IsMatch(number))
            row.Warn(Id, "passport-number", $"{Excerpt.Of(number)} looks like the number of a passport", "a worker's id is a number that says nothing about the person");
        return worker;
    }

    /// <summary>In ordinal order, each once: the same groups are the same text.</summary>
    private static Cell<string> ReadGroups(Row row, string text)
    {
        var groups = text.Split('|');
        if (groups.FirstOrDefault(group => group.Length is 0 or > 64 || group.Any(letter => !char.IsAsciiLetterOrDigit(letter) && letter is not ('-' or '_' or '.'))) is { } wrong)
            return new Refusal("bad-group", "", wrong.Length == 0 ? "a group has no name" : $"{Excerpt.Of(wrong)} is not a group", "write groups as ids with | between them, for example woman|remote-province");
        return groups.Distinct().Count() == groups.Length
            ? string.Join('|', groups.Order(StringComparer.Ordinal))
            : new Refusal("duplicate-group", "", "a group stands there twice", "name each group once");
    }

    /// <summary>One or two capitals and seven digits (Philippines, India, Bangladesh, Japan), perhaps with a last letter; or nine digits.</summary>
    [GeneratedRegex("^([A-Z]{1,2}[0-9]{7}[A-Z]?|[0-9]{9})\\z", RegexOptions.CultureInvariant)]
    private static partial Regex LooksLikeAPassport { get; }
}
