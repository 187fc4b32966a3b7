namespace LeanRx.Testing.Network.Internal;

/// <summary>Counts the dials of the current second.</summary>
internal sealed class DialLimit
{
    long _second;
    int _dials;

    public bool Takes(DateTimeOffset now, int? most)
    {
        var second = now.UtcTicks / TimeSpan.TicksPerSecond;
        if (second != _second)
            _dials = 0;
        _second = second;
        return ++_dials <= (most ?? int.MaxValue);
    }
}
