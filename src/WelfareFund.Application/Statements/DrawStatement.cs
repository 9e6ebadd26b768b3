using WelfareFund.Documents;
using WelfareFund.Ledger;
using WelfareFund.Refusals;

namespace WelfareFund.Application.Statements;

/// <param name="Pdf">PDF/A-3a with <paramref name="Proof"/> attached.</param>
/// <param name="Proof">JSON; empty while no month is sealed.</param>
public sealed record DrawnStatement(byte[] Pdf, byte[] Proof);

/// <summary>Draws a prepared statement as PDF, its proof attached. Needs no right of its own: the figures are there already.</summary>
public sealed class DrawStatement(InvestorStatementPdf drawing)
{
    /// <returns>Refused: <c>documents-need-node</c>, <c>documents-not-installed</c>, <c>document-refused</c>, <c>document-engine-lost</c>.</returns>
    public async Task<Result<DrawnStatement>> RunAsync(PreparedStatement prepared, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(prepared);
        var proof = prepared.Proof is null ? [] : StatementProofJson.Write(prepared.Proof);
        var pdf = await drawing.DrawAsync(prepared.Statement, proof, cancellation);
        return pdf.IsRefused ? Result.Refused<DrawnStatement>(pdf.Refusals) : new DrawnStatement(pdf.Value, proof);
    }
}
