using LeanRx.Common.Internal;
using LeanRx.Connections.Internal;

namespace LeanRx.Tests.Internal;

public class SerialIdsTests
{
    [Fact]
    public void Ids_count_from_one() => Assert.Equal([1, 2, 3], Take(new SerialIds(_ => false, new SerialCounter()), 3));

    [Fact]
    public void After_the_largest_comes_one_and_never_zero_or_less() =>
        Assert.Equal([int.MaxValue, 1, 2], Take(new SerialIds(_ => false, new SerialCounter(int.MaxValue - 1)), 3));

    [Fact]
    public void An_id_that_still_waits_is_passed_over() => Assert.Equal([1, 4, 6], Take(new SerialIds(id => id is 2 or 3 or 5, new SerialCounter()), 3));

    static int[] Take(SerialIds ids, int count) => Enumerable.Range(0, count).Select(_ => ids.Next()).ToArray();
}
