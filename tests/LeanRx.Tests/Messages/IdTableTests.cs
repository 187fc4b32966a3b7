using CsCheck;
using LeanRx.Common.Internal;

namespace LeanRx.Tests.Messages;

public class IdTableTests
{
    readonly IdTable _table = new();
    IdWindow _window;

    static IdEntry Entry(int number) => new(new CompactId($"m{number}"), number);

    [Fact]
    public void A_window_holds_the_last_1024_ids_in_the_order_in_which_they_came() => Gen.Int[1, 5000].Sample(count =>
    {
        var (table, window) = (new IdTable(), default(IdWindow));
        for (var number = 0; number < count; number++)
        {
            Assert.False(table.Contains(window, $"m{number}"));
            Assert.True(table.TryAdd(ref window, $"m{number}", number, out var gone));
            Assert.Equal(number < 1024 ? null : Entry(number - 1024), gone);
        }
        Assert.Equal(Math.Min(count, 1024), window.Count);
        for (var number = 0; number < count; number++)
            Assert.Equal(number >= count - 1024, table.Contains(window, $"m{number}"));
        Assert.False(table.TryAdd(ref window, $"m{count - 1}", 0, out _));
        Assert.Equal(Math.Min(count, 1024), window.Count);
    }, iter: 30);

    [Fact]
    public void Windows_of_one_table_are_as_sets_of_their_own() =>
        Gen.Select(Gen.Int[0, 4], Gen.Int[0, 60], Gen.Int[0, 40]).Array[0, 400].Sample(steps =>
        {
            var table = new IdTable();
            var windows = new IdWindow[5];
            var sets = Enumerable.Range(0, 5).Select(_ => new HashSet<string>(StringComparer.Ordinal)).ToArray();
            foreach (var (window, number, action) in steps)
            {
                var id = new string((char)('a' + (number % 26)), number) + (number % 7 == 0 ? "é" : "");
                if (action == 0)
                {
                    table.Clear(ref windows[window]);
                    sets[window].Clear();
                }
                else
                    Assert.Equal(sets[window].Add(id), table.TryAdd(ref windows[window], id, number, out _));
                Assert.Equal(sets.Select(set => set.Count), windows.Select(it => it.Count));
                Assert.Equal(sets.Sum(set => set.Count), table.Count);
                Assert.Equal(sets.Select(set => set.Contains(id)), windows.Select(it => table.Contains(it, id)));
            }
        });

    [Fact]
    public void An_id_that_takes_the_place_of_another_makes_no_object()
    {
        var ids = Enumerable.Range(0, 8 * IdWindow.Capacity).Select(number => number.ToString("x22")).ToArray();
        foreach (var id in ids)
            _table.TryAdd(ref _window, id, 1, out _);
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var id in ids)
            _table.TryAdd(ref _window, id, 1, out _);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
