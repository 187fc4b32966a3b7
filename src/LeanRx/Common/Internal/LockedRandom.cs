namespace LeanRx.Common.Internal;

/// <summary>A source of chance that several threads may ask: <see cref="Random"/> itself breaks under that.</summary>
internal sealed class LockedRandom(Random inner) : Random
{
    /// <summary>One of the application's own, made safe; without one the platform's, which is safe and common to all clients where it has such a one.</summary>
    public static Random Of(Random? random) =>
#if NET
        random is null ? Shared : new LockedRandom(random);
#else
        new LockedRandom(random ?? new Random(Guid.NewGuid().GetHashCode()));
#endif

    public override int Next()
    {
        lock (inner)
            return inner.Next();
    }

    public override int Next(int maxValue)
    {
        lock (inner)
            return inner.Next(maxValue);
    }

    public override int Next(int minValue, int maxValue)
    {
        lock (inner)
            return inner.Next(minValue, maxValue);
    }

    public override double NextDouble()
    {
        lock (inner)
            return inner.NextDouble();
    }

    public override void NextBytes(byte[] buffer)
    {
        lock (inner)
            inner.NextBytes(buffer);
    }

    protected override double Sample() => NextDouble();

#if NET
    public override void NextBytes(Span<byte> buffer)
    {
        lock (inner)
            inner.NextBytes(buffer);
    }

    public override long NextInt64()
    {
        lock (inner)
            return inner.NextInt64();
    }

    public override long NextInt64(long maxValue)
    {
        lock (inner)
            return inner.NextInt64(maxValue);
    }

    public override long NextInt64(long minValue, long maxValue)
    {
        lock (inner)
            return inner.NextInt64(minValue, maxValue);
    }

    public override float NextSingle()
    {
        lock (inner)
            return inner.NextSingle();
    }
#endif
}
