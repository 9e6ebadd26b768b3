#pragma warning disable CA1822 // The sample's members exist to be read by the checker, not to be used.

// A house with the faults that the checker has to find. Here the ledger may use nothing, people may use the ledger.
namespace WelfareFund.Tests.House.Sample.People
{
    internal sealed class Worker
    {
        public static int Count() => 0;
    }

    [AttributeUsage(AttributeTargets.All)]
    internal sealed class NamedAttribute : Attribute;

    internal interface IPerson;

    internal sealed class UsesTheLedger
    {
        public Ledger.WithNothing? Allowed { get; init; }
    }
}

namespace WelfareFund.Tests.House.Sample.Ledger
{
    internal sealed class WithNothing;

    internal sealed class InAField
    {
        internal readonly People.Worker[]? Workers = [];
    }

    internal sealed class InASignature
    {
        public IReadOnlyList<People.Worker>? Workers(int count) => null;
    }

    internal sealed class InABody
    {
        public int Count() => 1 + People.Worker.Count();
    }

    internal sealed class InALambda
    {
        public Func<int> Count() => () => 2 + People.Worker.Count();
    }

    internal sealed class InAnAsyncBody
    {
        public async Task<int> Count()
        {
            await Task.Yield();
            return People.Worker.Count();
        }
    }

    internal sealed class InAGenericArgument
    {
        public int Count() => Array.Empty<People.Worker>().Length;
    }

    internal sealed class InAnInterface : People.IPerson;

    internal sealed class InAConstraint<T>
        where T : People.IPerson;

    [People.Named]
    internal sealed class InAnAttribute;

    internal sealed class AfterASwitch
    {
        public double Count(int kind) => kind switch { 0 => 1.5, 1 => 2L, 2 => 300, 3 => 4, 4 => People.Worker.Count(), _ => 0 };
    }
}

namespace WelfareFund.Tests.House.Sample.Attic
{
    internal sealed class Forgotten;
}

namespace WelfareFund.Tests.House.Sample.Payments
{
    public sealed class Bill
    {
        public Money Times(Money price, double rate) => price;

        public Money Once(Money price) => price;
    }
}
