using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace WelfareFund.AcceptanceTests.Simulation;

/// <summary>What goes wrong with the storage.</summary>
internal enum FaultKind
{
    /// <summary>The connection dies before a command reaches the database.</summary>
    BeforeCommand,

    /// <summary>The command was carried out, and its answer never came.</summary>
    AfterCommand,

    BeforeCommit,

    /// <summary>It is committed, and whoever committed it never hears of it.</summary>
    AfterCommit,

    /// <summary>Somebody stops the process gently.</summary>
    Stop,
}

/// <summary>
/// Breaks one command or commit of whoever armed it, and of nobody else: the framework tells listeners of each before and after it, in the caller's own flow. It needs
/// no seam in the product.
/// </summary>
internal sealed class StorageFaults : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    private const string Listener = "Microsoft.EntityFrameworkCore";
    private const string Command = "Microsoft.EntityFrameworkCore.Database.Command.";
    private const string Transaction = "Microsoft.EntityFrameworkCore.Database.Transaction.";
    private const int DiskError = 10;

    private static readonly AsyncLocal<Plan?> Armed = new();
    private static readonly Lazy<IDisposable> Subscription = new(() => DiagnosticListener.AllListeners.Subscribe(new StorageFaults()));

    private sealed class Plan(FaultKind kind, int after, CancellationTokenSource stop)
    {
        private int left = after;

        internal FaultKind Kind => kind;
        internal bool HasHappened { get; private set; }

        internal void Meet()
        {
            if (HasHappened || Interlocked.Decrement(ref left) >= 0)
                return;
            HasHappened = true;
            if (kind is not FaultKind.Stop)
                throw new SqliteException("disk I/O error", DiskError);
            stop.Cancel();
        }
    }

    /// <summary>Acts, and breaks it after so many commands or commits, if there are so many.</summary>
    /// <returns>Whether it was broken.</returns>
    internal static async Task<bool> DuringAsync(FaultKind kind, int after, Func<CancellationToken, Task> act)
    {
        _ = Subscription.Value;
        using var stop = new CancellationTokenSource();
        var plan = new Plan(kind, after, stop);
        Armed.Value = plan;
        try
        {
            await act(stop.Token);
            return plan.HasHappened;
        }
        catch (Exception broken) when (plan.HasHappened && (broken is OperationCanceledException || IsOurs(broken)))
        {
            return true;
        }
        finally
        {
            Armed.Value = null;
        }
    }

    private static bool IsOurs(Exception broken)
    {
        for (var cause = broken; cause is not null; cause = cause.InnerException!)
        {
            if (cause is SqliteException { SqliteErrorCode: DiskError })
                return true;
        }

        return false;
    }

    void IObserver<DiagnosticListener>.OnNext(DiagnosticListener value)
    {
        if (value.Name == Listener)
            value.Subscribe(this, name => Armed.Value is not null && (name.StartsWith(Command, StringComparison.Ordinal) || name.StartsWith(Transaction, StringComparison.Ordinal)));
    }

    void IObserver<KeyValuePair<string, object?>>.OnNext(KeyValuePair<string, object?> value)
    {
        if (Armed.Value is { } plan && value.Key == EventOf(plan.Kind))
            plan.Meet();
    }

    private static string EventOf(FaultKind kind) => kind switch
    {
        FaultKind.AfterCommand => Command + "CommandExecuted",
        FaultKind.BeforeCommit => Transaction + "TransactionCommitting",
        FaultKind.AfterCommit => Transaction + "TransactionCommitted",
        _ => Command + "CommandExecuting",
    };

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }
}
