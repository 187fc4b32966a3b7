using LeanRx.Server.Hosting;
using LeanRx.Server.Orleans.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Orleans.Tests;

/// <summary>Who gets which slots.</summary>
public class ViewTests
{
    static readonly IReadOnlyList<ClusterNode> s_nodes =
        [.. Enumerable.Range(0, 9).Select(static number => new ClusterNode($"10.0.0.{number}:11111", 500 + number))];

    static List<ClusterNode> Winners(int nodes)
    {
        var view = new ClusterView(1, [.. s_nodes.Take(nodes).Select(static node => new Member(node, MayOwn: true))]);
        return [.. Enumerable.Range(0, Slots.Count).Select(slot => view.WinnerOf(slot)!)];
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(8)]
    public void Nodes_share_the_slots_about_equally(int nodes)
    {
        var shares = Winners(nodes).CountBy(static node => node).Select(share => share.Value * nodes).ToList();

        Assert.Equal(nodes, shares.Count);
        Assert.All(shares, static share => Assert.InRange(share, Slots.Count * 4 / 5, Slots.Count * 5 / 4));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void When_a_node_comes_no_slots_move_but_those_that_it_wins(int nodes)
    {
        var moved = Winners(nodes).Zip(Winners(nodes + 1)).Where(static slot => slot.First != slot.Second).ToList();

        Assert.NotEmpty(moved);
        Assert.All(moved, slot => Assert.Equal(s_nodes[nodes], slot.Second));
    }
}
