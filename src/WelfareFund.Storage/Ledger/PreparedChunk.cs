using WelfareFund.Ledger;

namespace WelfareFund.Storage.Ledger;

/// <summary>Drafts made into entries for a certain head. Whatever can change the outcome moves the head, so it holds for as long as the head stands.</summary>
/// <param name="Before">The head it was prepared for.</param>
/// <param name="Keys">The new entries' keys as text.</param>
/// <param name="Posted">New and repeated entries, in the order of the drafts.</param>
internal sealed record PreparedChunk(Head Before, Appended Appended, IReadOnlyList<string> Keys, Posted Posted);
