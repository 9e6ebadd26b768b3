using System.Globalization;
using System.Text;
using WelfareFund.AcceptanceTests.Storage;
using Xunit.Abstractions;

namespace WelfareFund.AcceptanceTests.Imports;

public sealed class MillionLineTests(ITestOutputHelper output)
{
    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_long_file_comes_in_with_flat_memory(Engine engine)
    {
        var rows = Environment.GetEnvironmentVariable("WELFAREFUND_DEEP") == "1" ? 1_000_000 : 5_000;
        await using var fund = await ImportingFund.OpenAsync(engine);
        await fund.TellOfPeopleAsync();
        await using var content = new WageStream(rows);
        var watch = System.Diagnostics.Stopwatch.StartNew();

        var result = (await fund.ImportAsync(fund.Actor, "wages", content)).Value;

        result.New.ShouldBe(rows);
        output.WriteLine($"{rows} rows on {engine} in {watch.Elapsed}, {GC.GetTotalMemory(forceFullCollection: true) / 1024 / 1024} MiB kept");
        GC.GetTotalMemory(forceFullCollection: true).ShouldBeLessThan(256L * 1024 * 1024);
    }

    /// <summary>A file that is made while it is read.</summary>
    private sealed class WageStream(int rows) : Stream
    {
        private byte[] line = Encoding.ASCII.GetBytes(ImportingFund.Wages());
        private int position;
        private int made;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (position == line.Length)
            {
                if (made == rows) return 0;
                made++;
                line = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"r-{made},w-{1 + made % 2},e-1,{2025 + made % 5}-{1 + made % 12:00},{2000 + made % 700}.50,,EUR,payroll,2030-01-05,\n"));
                position = 0;
            }

            var read = Math.Min(count, line.Length - position);
            line.AsSpan(position, read).CopyTo(buffer.AsSpan(offset));
            position += read;
            return read;
        }

        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
