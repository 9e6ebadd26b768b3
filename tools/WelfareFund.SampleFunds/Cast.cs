namespace WelfareFund.SampleFunds;

/// <summary>Made-up people and organisations.</summary>
internal static class Cast
{
    /// <param name="Iban">Made up, with right check digits; null where the country has none.</param>
    /// <param name="Account">With <paramref name="Bic"/>, where there is no IBAN.</param>
    internal sealed record BankDetails(string? Iban, string? Account = null, string? Bic = null);

    internal sealed record Investor(string Id, string Name, string Kind, string Country, BankDetails Bank);

    internal sealed record Commitment(string Id, Investor Investor, string Tranche, string Amount);

    internal sealed record Employer(string Id, string Name, string Country, bool CutsCorners = false);

    internal static readonly Investor NordlichtBank = new("nordlicht-bank", "Nordlicht Sozialbank eG", "bank", "DE", new("DE23100000001234567890"));
    internal static readonly Investor TwentyYears = new("twenty-years", "Twenty Years Pension Foundation", "other", "NL", new("NL71SMPL0001234567"));
    internal static readonly Investor Kapwa = new("kapwa-capital", "Kapwa Impact Capital", "other", "PH", new(null, "0010002000301", "SMPLPHMM"));
    internal static readonly Investor Sahara = new("rafiq-development", "صندوق رفيق للتنمية", "government", "AE", new("AE560001234567890123456"));
    internal static readonly Investor Lindenhof = new("lindenhof", "Lindenhof Stiftung", "foundation", "DE", new("DE28100000009876543210"));

    internal static readonly Investor[] Investors = [NordlichtBank, TwentyYears, Kapwa, Sahara, Lindenhof];

    internal static readonly Commitment[] Commitments =
    [
        new("C-01", NordlichtBank, "senior", "400000.00"),
        new("C-02", TwentyYears, "senior", "300000.00"),
        new("C-03", Kapwa, "mezzanine", "200000.00"),
        new("C-04", Sahara, "mezzanine", "250000.00"),
        new("C-05", Lindenhof, "first-loss", "200000.00"),
        new("C-06", Lindenhof, "mezzanine", "50000.00"),
    ];

    internal static readonly (string Id, string Name, BankDetails Bank)[] Providers =
    [
        ("maharlika", "Maharlika Care Academy, Inc.", new(null, "0010002000402", "SMPLPHMM")), ("sakura-bridge", "Sakura Bridge Training Center", new(null, "0010002000503", "SMPLPHMM")),
        ("bayanihan", "Bayanihan Pilot Kooperatiba", new(null, "0010002000604", "SMPLPHMM")),
    ];

    internal static readonly (string Kind, string Id, string Name, string Country, BankDetails Bank)[] Payees =
    [
        ("administration", "administrator", "Lindenhof Fund Services GmbH", "DE", new("DE32100000005555000011")),
        ("oversight", "DE-BA", "Bundesagentur für Arbeit", "DE", new("DE82100000007777000033")),
        ("oversight", "PH-DMW", "Department of Migrant Workers", "PH", new(null, "0010002000705", "SMPLPHMM")),
    ];

    internal static readonly Employer[] German =
    [
        new("haus-abendstern", "Haus Abendstern gGmbH", "DE"), new("pflege-am-fluss", "Pflege am Fluss GmbH", "DE"), new("st-walburga", "Seniorenstift Walburga", "DE"),
        new("lichtblick", "Lichtblick Pflegedienste", "DE"), new("kastanienhof", "Kastanienhof Betreutes Wohnen", "DE"), new("morgentau", "Morgentau Altenhilfe e. V.", "DE"),
        new("duenenhaus", "Dünenhaus Küstenpflege", "DE"), new("silberpappel", "Silberpappel Residenz", "DE"), new("quellenruh", "Quellenruh Pflegeheim", "DE"),
        new("eilpflege", "Eilpflege Süd GmbH", "DE", CutsCorners: true),
    ];

    internal static readonly Employer[] Japanese =
    [
        new("hinata-en", "ひなた苑", "JP"), new("midori-no-sato", "みどりの里ケアセンター", "JP"), new("asahi-kaigo", "あさひ介護サービス", "JP"),
        new("yuyake", "夕やけホーム", "JP"), new("komorebi", "こもれび福祉会", "JP"), new("hayate", "はやて人材介護", "JP", CutsCorners: true),
    ];

    private static readonly string[] First =
    [
        "Althea", "Maricel", "Jonalyn", "Rowena", "Cristina", "Liezel", "Analyn", "Divina", "Marites", "Jhoana", "Rosalinda", "Gemma", "Ligaya", "Amihan", "Tala", "Mayumi", "Dalisay",
        "Joel", "Rodel", "Arnel", "Dennis", "Jomar", "Crisanto", "Bayani", "Makisig", "Noel", "Ferdie", "Reynante",
    ];

    private static readonly string[] Family =
    [
        "Dimaculangan", "Panganiban", "Macaraeg", "Catacutan", "Dela Cruz", "Batungbakal", "Magsino", "Lualhati", "Dimayuga", "Agbayani", "Salonga", "Tolentino", "Bagatsing", "Manalastas",
        "Villaflor", "Galang", "Sumulong", "Pangilinan", "Ocampo", "Abueva", "Buenaventura", "Capulong",
    ];

    /// <summary>Names in other scripts that a form has to take too.</summary>
    private static readonly string[] Other = ["Nguyễn Thị Hồng Ánh", "Đặng Văn Lộc", "सुनीता थापा मगर", "राम बहादुर गुरुङ", "نورهان ماراويت", "عبد الرحمن أمبوا", "Trần Bảo Ngọc", "Ñiña Peñaflorida"];

    internal static string NameOf(SeededRandom random) => random.PerThousand(40) ? random.OneOf<string>(Other) : $"{random.OneOf<string>(First)} {random.OneOf<string>(Family)}";
}
