namespace WelfareFund.Storage.Documents;

/// <summary>The tables of the migration Register_documents: one text for both engines. Never edited afterwards.</summary>
internal static class RegisterDocumentsTables
{
    internal static readonly string[] AppendOnly = ["documents", "document_prints"];

    internal static string Sql(Facts.ColumnTypes type)
    {
        var (whole, integer, text) = (type.Whole, type.Whole == "bigint" ? "integer" : type.Whole, type.Text);
        return $"""
            CREATE TABLE documents (
                fund {integer} NOT NULL REFERENCES funds (number), year {integer} NOT NULL, number {integer} NOT NULL, version {integer} NOT NULL,
                kind {text} NOT NULL, subject {text} NOT NULL, matter {text} NOT NULL, as_of {type.Date} NOT NULL, known_at {whole} NOT NULL,
                figures_hash {type.Bytes} NOT NULL, names_hash {type.Bytes} NOT NULL, figures {text} NOT NULL,
                maker {integer} NOT NULL, made_at {type.Time} NOT NULL,
                PRIMARY KEY (fund, year, number, version)){type.Ending};
            CREATE UNIQUE INDEX documents_of_subject ON documents (fund, subject, kind, as_of, matter, version);
            CREATE TABLE document_prints (
                fund {integer} NOT NULL, year {integer} NOT NULL, number {integer} NOT NULL, version {integer} NOT NULL, pdf_hash {type.Bytes} NOT NULL,
                maker {integer} NOT NULL, made_at {type.Time} NOT NULL,
                PRIMARY KEY (fund, pdf_hash),
                FOREIGN KEY (fund, year, number, version) REFERENCES documents (fund, year, number, version)){type.Ending};
            CREATE INDEX document_prints_by_hash ON document_prints (pdf_hash);
            """;
    }
}
