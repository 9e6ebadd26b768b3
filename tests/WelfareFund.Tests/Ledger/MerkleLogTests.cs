using FsCheck;
using FsCheck.Fluent;
using WelfareFund.Ledger;

namespace WelfareFund.Tests.Ledger;

public sealed class MerkleLogTests
{
    /// <summary>The eight leaves, and the roots of their beginnings, that Certificate Transparency implementations test with.</summary>
    private static readonly Digest[] Known =
        [.. new[] { "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f" }.Select(hex => MerkleTree.Leaf(Convert.FromHexString(hex)))];

    private static readonly string[] KnownRoots =
    [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    private static readonly Gen<int> Sizes = Gen.Choose(1, 33);

    [Fact]
    public void Roots_of_the_known_log_are_the_published_ones()
    {
        for (var size = 0; size <= Known.Length; size++)
        {
            MerkleLog.Root(size, Leaf(Known)).ToString().ShouldBe(KnownRoots[size]);
            MerkleFrontier.Empty.Append(Known.AsSpan(0, size)).Root.ToString().ShouldBe(KnownRoots[size]);
        }
    }

    [Fact]
    public void Inclusion_proofs_of_the_known_log_are_the_published_ones()
    {
        Path(8, 0).ShouldBe(["96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7", "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e", "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"]);
        Path(8, 5).ShouldBe(["bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b", "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"]);
        Path(3, 2).ShouldBe(["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]);
        Path(5, 1).ShouldBe(["6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d", "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e", "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"]);

        static IEnumerable<string> Path(long size, long place) => MerkleLog.InclusionProofs(size, [place], Leaf(Known))[0].Select(digest => digest.ToString());
    }

    [Fact]
    public void Consistency_proofs_of_the_known_log_are_the_published_ones()
    {
        Proof(1, 1).ShouldBeEmpty();
        Proof(1, 8).ShouldBe(["96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7", "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e", "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"]);
        Proof(6, 8).ShouldBe(["0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a", "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"]);
        Proof(2, 5).ShouldBe(["5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e", "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"]);

        static IEnumerable<string> Proof(long older, long size) => MerkleLog.ConsistencyProof(older, size, Leaf(Known)).Select(digest => digest.ToString());
    }

    [Fact]
    public void Appending_in_any_pieces_gives_the_root_of_the_whole() =>
        Prop.ForAll(Gen.Two(Gen.Choose(0, 70)).ToArbitrary(), sizes =>
        {
            var (one, two) = (Leaves(sizes.Item1), Leaves(sizes.Item2, seed: 9));
            var pieces = MerkleFrontier.Empty.Append(one).Append(two);

            pieces.ShouldBe(MerkleFrontier.Empty.Append([.. one, .. two]));
            pieces.Root.ShouldBe(MerkleLog.Root(pieces.Size, Leaf([.. one, .. two])));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_frontier_reads_back_as_it_was_written()
    {
        foreach (var size in Enumerable.Range(0, 40))
        {
            var frontier = MerkleFrontier.Empty.Append(Leaves(size));
            MerkleFrontier.Parse(size, frontier.ToArray()).ShouldBe(frontier);
        }

        Should.Throw<ArgumentException>(() => MerkleFrontier.Parse(3, new byte[Digest.Length])).Message.ShouldStartWith("The frontier of 3 leaves has 2 roots");
    }

    [Fact]
    public void Every_inclusion_proof_verifies_and_none_does_after_a_change() =>
        Prop.ForAll(Sizes.ToArbitrary(), Gen.Choose(0, 255).ToArbitrary(), (size, bit) =>
        {
            var leaves = Leaves(size);
            var root = MerkleLog.Root(size, Leaf(leaves));
            var paths = MerkleLog.InclusionProofs(size, [.. Enumerable.Range(0, size)], Leaf(leaves));
            for (var place = 0; place < size; place++)
            {
                var path = paths[place];
                MerkleLog.Includes(size, root, place, leaves[place], path).ShouldBeTrue();
                MerkleLog.Includes(size, root, place, Flip(leaves[place], bit), path).ShouldBeFalse();
                MerkleLog.Includes(size, Flip(root, bit), place, leaves[place], path).ShouldBeFalse();
                MerkleLog.Includes(size, root, place, leaves[place], [.. path, root]).ShouldBeFalse();
                for (var step = 0; step < path.Count; step++)
                {
                    MerkleLog.Includes(size, root, place, leaves[place], [.. path.Select((digest, index) => index == step ? Flip(digest, bit) : digest)]).ShouldBeFalse();
                    MerkleLog.Includes(size, root, place, leaves[place], [.. path.Where((_, index) => index != step)]).ShouldBeFalse();
                }

                for (var other = -1; other <= size; other++)
                {
                    if (other != place) MerkleLog.Includes(size, root, other, leaves[place], path).ShouldBeFalse();
                }
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_consistency_proof_verifies_and_none_does_after_a_change() =>
        Prop.ForAll(Sizes.ToArbitrary(), Gen.Choose(0, 255).ToArbitrary(), (size, bit) =>
        {
            var leaves = Leaves(size);
            var root = MerkleLog.Root(size, Leaf(leaves));
            for (var older = 0; older <= size; older++)
            {
                var olderRoot = MerkleLog.Root(older, Leaf(leaves));
                var proof = MerkleLog.ConsistencyProof(older, size, Leaf(leaves));
                MerkleLog.IsConsistent(older, olderRoot, size, root, proof).ShouldBeTrue();
                MerkleLog.IsConsistent(older, Flip(olderRoot, bit), size, root, proof).ShouldBeFalse();
                if (older > 0) MerkleLog.IsConsistent(older, olderRoot, size, Flip(root, bit), proof).ShouldBeFalse();
                MerkleLog.IsConsistent(older, olderRoot, size, root, [.. proof, root]).ShouldBeFalse();
                for (var step = 0; step < proof.Count; step++)
                {
                    MerkleLog.IsConsistent(older, olderRoot, size, root, [.. proof.Select((digest, index) => index == step ? Flip(digest, bit) : digest)]).ShouldBeFalse();
                    MerkleLog.IsConsistent(older, olderRoot, size, root, [.. proof.Where((_, index) => index != step)]).ShouldBeFalse();
                }
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_log_that_was_rewritten_is_not_consistent_with_its_older_root()
    {
        var leaves = Leaves(20);
        var olderRoot = MerkleLog.Root(11, Leaf(leaves));
        leaves[4] = Flip(leaves[4], 0);

        MerkleLog.IsConsistent(11, olderRoot, 20, MerkleLog.Root(20, Leaf(leaves)), MerkleLog.ConsistencyProof(11, 20, Leaf(leaves))).ShouldBeFalse();
    }

    [Fact]
    public void Proofs_ask_for_each_leaf_once_and_in_order()
    {
        var leaves = Leaves(21);
        List<long> asked = [];

        MerkleLog.InclusionProofs(21, [0, 7, 20], place => { asked.Add(place); return leaves[place]; });
        asked.ShouldBe(Enumerable.Range(0, 21).Select(place => (long)place));

        asked.Clear();
        MerkleLog.ConsistencyProof(13, 21, place => { asked.Add(place); return leaves[place]; });
        asked.ShouldBe(asked.Distinct().Order());
    }

    [Fact]
    public void Places_out_of_order_or_out_of_the_log_are_a_mistake_of_the_caller()
    {
        Should.Throw<ArgumentException>(() => MerkleLog.InclusionProofs(8, [3, 3], Leaf(Known)));
        Should.Throw<ArgumentException>(() => MerkleLog.InclusionProofs(8, [8], Leaf(Known)));
        Should.Throw<ArgumentException>(() => MerkleLog.InclusionProofs(8, [-1], Leaf(Known)));
    }

    private static Func<long, Digest> Leaf(Digest[] leaves) => place => leaves[place];

    private static Digest[] Leaves(int count, byte seed = 1) => [.. Enumerable.Range(0, count).Select(number => MerkleTree.Leaf([seed, (byte)number]))];

    internal static Digest Flip(Digest digest, int bit)
    {
        var bytes = digest.ToArray();
        bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        return new(bytes);
    }
}
