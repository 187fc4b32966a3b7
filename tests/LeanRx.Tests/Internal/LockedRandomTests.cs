using LeanRx.Common.Internal;

namespace LeanRx.Tests.Internal;

public class LockedRandomTests
{
    [Fact]
    public void It_yields_what_the_seeded_source_yields()
    {
        var locked = new LockedRandom(new Random(7));
        var plain = new Random(7);
        var lockedBytes = new byte[5];
        var plainBytes = new byte[5];

        Assert.Equal(plain.Next(), locked.Next());
        Assert.Equal(plain.Next(100), locked.Next(100));
        Assert.Equal(plain.Next(5, 100), locked.Next(5, 100));
        Assert.Equal(plain.NextDouble(), locked.NextDouble());
        Assert.Equal(plain.NextInt64(), locked.NextInt64());
        Assert.Equal(plain.NextInt64(1000), locked.NextInt64(1000));
        Assert.Equal(plain.NextInt64(10, 1000), locked.NextInt64(10, 1000));
        Assert.Equal(plain.NextSingle(), locked.NextSingle());
        plain.NextBytes(plainBytes);
        locked.NextBytes(lockedBytes);
        Assert.Equal(plainBytes, lockedBytes);
        plain.NextBytes(plainBytes.AsSpan());
        locked.NextBytes(lockedBytes.AsSpan());
        Assert.Equal(plainBytes, lockedBytes);
    }
}
