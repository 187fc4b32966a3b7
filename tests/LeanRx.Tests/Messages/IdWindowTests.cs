using CsCheck;
using LeanRx.Common.Internal;

namespace LeanRx.Tests.Messages;

public class IdWindowTests
{
    [Fact]
    public void The_window_holds_the_last_1024_ids_in_the_order_in_which_they_came() => Gen.Int[1, 5000].Sample(count =>
    {
        var window = new IdWindow();
        for (var number = 0; number < count; number++)
        {
            Assert.False(window.Contains($"m{number}"));
            Assert.True(window.TryAdd($"m{number}", number, out var gone));
            Assert.Equal(number < 1024 ? default : new IdWindow.Entry($"m{number - 1024}", number - 1024), gone);
        }
        Assert.Equal(Math.Min(count, 1024), window.Count);
        for (var number = 0; number < count; number++)
            Assert.Equal(number >= count - 1024, window.Contains($"m{number}"));
        Assert.False(window.TryAdd($"m{count - 1}", 0, out _));
        Assert.Equal(Math.Min(count, 1024), window.Count);
    }, iter: 30);
}
