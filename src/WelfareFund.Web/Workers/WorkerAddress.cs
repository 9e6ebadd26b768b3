namespace WelfareFund.Web.Workers;

/// <summary>The addresses of a worker's own pages.</summary>
internal static class WorkerAddress
{
    internal static string Home(string fund, string worker) => $"{Address.Fund(fund)}/workers/{Uri.EscapeDataString(worker)}";

    internal static string Pay(string fund, string worker) => Home(fund, worker) + "/pay";

    internal static string Pause(string fund, string worker) => Home(fund, worker) + "/pauses";

    internal static string Grievances(string fund, string worker) => Home(fund, worker) + "/grievances";

    internal static string Deduction(string fund, string worker) => Home(fund, worker) + "/deduction";

    internal static string Statement(string fund, string worker) => Home(fund, worker) + "/statement.pdf";
}
