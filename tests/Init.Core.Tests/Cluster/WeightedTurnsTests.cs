using Init.Core.Cluster;
using Xunit;

namespace Init.Core.Tests.Cluster;

public sealed class WeightedTurnsTests
{
    [Theory]
    [InlineData("5,1,1", "aabacaa")]
    [InlineData("1,1,1", "abc")]
    [InlineData("3,1", "aaba")]
    [InlineData("4,2,1", "abacaba")]
    public void Sequence_is_the_one_that_nginx_publishes(string weights, string sequence)
    {
        var turns = new WeightedTurns();
        var candidates = Candidates(weights);
        for (var round = 0; round < 3; round++)
        {
            Assert.Equal(sequence, string.Concat(sequence.Select(_ => Name(turns.Choose(candidates)))));
        }
    }

    [Fact]
    public void Spread_is_exact_after_each_full_round_whatever_the_weights()
    {
        var chance = new Random(7);
        for (var trial = 0; trial < 50; trial++)
        {
            var weights = Enumerable.Range(0, chance.Next(1, 12)).Select(_ => (long)chance.Next(1, 100)).ToList();
            var candidates = weights.Select((weight, id) => new Turn(id, weight, 0)).ToArray();
            var turns = new WeightedTurns();
            for (var round = 0; round < 3; round++)
            {
                var got = new long[weights.Count];
                for (var i = 0L; i < weights.Sum(); i++)
                {
                    got[turns.Choose(candidates)]++;
                }

                Assert.Equal(weights, got);
            }
        }
    }

    [Fact]
    public void Nobody_is_given_up_when_others_come_and_go()
    {
        var turns = new WeightedTurns();
        var all = Candidates("5,1,1");
        Assert.Equal("a", Name(turns.Choose(all)));
        Assert.Equal("bcbc", string.Concat(Enumerable.Range(0, 4).Select(_ => Name(turns.Choose(all.AsSpan(1))))));
        Assert.Equal("c", Name(turns.Choose(all.AsSpan(2))));
        var got = Enumerable.Range(0, 700).Select(_ => Name(turns.Choose(all))).ToList();
        Assert.InRange(got.Count(name => name == "a"), 490, 510);
        Assert.InRange(got.Count(name => name == "b"), 90, 110);
    }

    [Fact]
    public void Who_is_forgotten_begins_anew()
    {
        var (turns, fresh) = (new WeightedTurns(), new WeightedTurns());
        var candidates = Candidates("5,1,1");
        _ = turns.Choose(candidates);
        Array.ForEach(candidates, candidate => turns.Forget(candidate.Id));
        turns.Forget(99);
        for (var i = 0; i < 7; i++)
        {
            Assert.Equal(fresh.Choose(candidates), turns.Choose(candidates));
        }
    }

    [Theory]
    [InlineData("1:4,1:2,1:3", "b")]
    [InlineData("4:8,1:1,1:3", "b")]
    [InlineData("10:9,1:1", "a")]
    [InlineData("1:0,1000:1", "a")]
    [InlineData("1000:2147483647,1000:2147483646", "b")]
    public void Idlest_has_the_fewest_open_connections_for_its_weight(string candidates, string name) =>
        Assert.Equal(name, Name(new WeightedTurns().ChooseIdlest(Candidates(candidates))));

    [Fact]
    public void Among_equally_idle_ones_it_is_their_turn()
    {
        var turns = new WeightedTurns();
        var candidates = Candidates("5:5,1:1,1:1,1:2");
        Assert.Equal("aabacaa", string.Concat(Enumerable.Range(0, 7).Select(_ => Name(turns.ChooseIdlest(candidates)))));
    }

    /// <summary>A busy worker that sat out its turns for good had the idlest one 10 % behind.</summary>
    [Fact]
    public void Whoever_rested_is_made_up_for()
    {
        var turns = new WeightedTurns();
        var got = new int[2];
        for (var i = 0; i < 200; i++)
        {
            got[turns.Choose([new Turn(0, 1, 0), new Turn(1, 1, 0, Rests: i is >= 20 and < 60)])]++;
        }

        Assert.Equal([100, 100], got);
    }

    [Fact]
    public void Whoever_rested_for_ever_does_not_get_all_there_is_for_ever()
    {
        var turns = new WeightedTurns();
        for (var i = 0; i < 10_000; i++)
        {
            Assert.Equal(0, turns.Choose([new Turn(0, 1, 0), new Turn(1, 1, 0, Rests: true)]));
            Assert.Equal(0, turns.ChooseIdlest([new Turn(0, 1, 5), new Turn(1, 1, 0, Rests: true)]));
        }

        Turn[] both = [new Turn(0, 1, 0), new Turn(1, 1, 0)];
        Assert.InRange(Enumerable.Range(0, 1000).Count(_ => turns.Choose(both) == 1), 500, 600);
    }

    private static Turn[] Candidates(string text) =>
        [.. text.Split(',').Select(part => part.Split(':').Select(long.Parse).ToArray())
            .Select((parts, id) => new Turn(id, parts[0], parts.Length > 1 ? (int)parts[1] : 0))];

    private static string Name(int id) => ((char)('a' + id)).ToString();
}
