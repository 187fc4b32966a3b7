using LeanRx.Server.Ownership.Internal;

namespace LeanRx.Server.Tests.Cluster;

public class SlotIndexTests
{
    readonly SlotIndex<string> _index = new();

    [Fact]
    public void What_was_added_to_a_slot_is_in_it_until_it_is_removed()
    {
        _index.Add(1, "a");
        _index.Add(1, "b");
        _index.Add(1, "a");
        _index.Add(1023, "c");
        Assert.Equal(["a", "b"], _index.In(1));
        _index.Remove(1, "a");
        _index.Remove(1, "c");
        Assert.Equal(["b"], _index.In(1));
        Assert.Equal(["c"], _index.In(1023));
        Assert.Empty(_index.In(0));
        _index.Remove(1, "b");
        Assert.Empty(_index.In(1));
    }

    [Fact]
    public void What_is_in_a_slot_may_be_removed_while_it_is_walked_through()
    {
        _index.Add(7, "a");
        _index.Add(7, "b");
        foreach (var item in _index.In(7))
            _index.Remove(7, item);
        Assert.Empty(_index.In(7));
    }
}
