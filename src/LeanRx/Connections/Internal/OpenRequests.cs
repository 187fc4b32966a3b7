using LeanRx.Runtime.Internal;

namespace LeanRx.Connections.Internal;

/// <summary>The calls of <c>OpenAsync</c> that wait for the login, first come first. Lives in the serial gate.</summary>
internal sealed class OpenRequests
{
    readonly List<OpenRequest> _waiting = [];

    public int Count => _waiting.Count;

    /// <summary>When the first of them times out: each waits equally long.</summary>
    public TimeSpan NextDue => _waiting.Count == 0 ? SessionClock.Never : _waiting[0].Due;

    public void Add(OpenRequest request, TimeSpan due)
    {
        request.Due = due;
        _waiting.Add(request);
    }

    public void Succeed()
    {
        foreach (var request in TakeAll())
            request.Succeed(true);
    }

    public void Fail(Exception cause)
    {
        foreach (var request in TakeAll())
            request.Fail(cause);
    }

    /// <summary>Takes one out. False when it had ended before.</summary>
    public bool Remove(OpenRequest request)
    {
        if (!_waiting.Remove(request))
            return false;
        request.Registration.Dispose();
        return true;
    }

    /// <summary>Takes the first out if its time is over.</summary>
    public OpenRequest? TakeExpired(TimeSpan now)
    {
        if (NextDue > now)
            return null;
        var request = _waiting[0];
        Remove(request);
        return request;
    }

    OpenRequest[] TakeAll()
    {
        var all = _waiting.ToArray();
        _waiting.Clear();
        foreach (var request in all)
            request.Registration.Dispose();
        return all;
    }
}
