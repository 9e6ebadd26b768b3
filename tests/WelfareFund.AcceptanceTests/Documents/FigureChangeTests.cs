using WelfareFund.Documents;

namespace WelfareFund.AcceptanceTests.Documents;

public sealed class FigureChangeTests
{
    [Fact]
    public void The_same_content_has_no_changes() => FigureChange.Between("""{"a":[["x","1"]]}""", """{"a":[["x","1"]]}""").ShouldBeEmpty();

    [Fact]
    public void A_figure_says_from_what_to_what() => Only("""{"seal":{"size":"1"}}""", """{"seal":{"size":"2"}}""").ShouldBe("seal.size: 1 -> 2");

    [Fact]
    public void A_cell_of_a_row_is_known_by_the_rows_first_cell() =>
        Only("""{"rows":[["Senior","1","5"],["Junior","2","6"]]}""", """{"rows":[["Senior","1","5"],["Junior","3","6"]]}""").ShouldBe("rows [Junior] 1/3: 2 -> 3");

    [Fact]
    public void Where_first_cells_repeat_the_next_ones_tell_rows_apart() =>
        Only("""{"rows":[["2026-01-05","7","x"],["2026-01-05","8","y"]]}""", """{"rows":[["2026-01-05","7","x"],["2026-01-05","8","z"]]}""").ShouldBe("rows [2026-01-05|8] 2/3: y -> z");

    [Fact]
    public void A_row_that_came_and_one_that_went_say_so_whole() =>
        FigureChange.Between("""{"rows":[["a","1"],["b","2"]]}""", """{"rows":[["b","2"],["c","3"]]}""").Select(Text).ShouldBe(["rows [c]: nothing -> 3", "rows [a]: 1 -> nothing"]);

    [Fact]
    public void Rows_that_only_moved_are_no_change() => FigureChange.Between("""{"r":[["a"],["b"]]}""", """{"r":[["b"],["a"]]}""").ShouldBeEmpty();

    [Fact]
    public void A_whole_section_that_came_says_each_of_its_figures() =>
        FigureChange.Between("""{"seal":null}""", """{"seal":{"period":"March","size":"2"}}""").Select(Text).ShouldBe(["seal.period: nothing -> March", "seal.size: nothing -> 2"]);

    [Fact]
    public void Columns_of_figures_are_compared_one_by_one() => Only("""{"closing":["1","2","3"]}""", """{"closing":["1","9","3"]}""").ShouldBe("closing 1/3: 2 -> 9");

    [Fact]
    public void An_attached_file_is_named_and_its_digest_is_not() => Only("""{"attachments":{"proof.json":"aa"}}""", """{"attachments":{"proof.json":"bb"}}""").ShouldBe("attachments.proof.json: nothing -> nothing");

    private static string Only(string before, string now) => Text(FigureChange.Between(before, now).ShouldHaveSingleItem());

    private static string Text(FigureChange change) =>
        string.Join('.', change.Path) + (change.Row.Count > 0 ? $" [{string.Join('|', change.Row)}]" : "") + (change.Column is { } column ? $" {column.At}/{column.Of}" : "")
        + $": {change.Before ?? "nothing"} -> {change.Now ?? "nothing"}";
}
