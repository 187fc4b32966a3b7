namespace LeanRx.Connections.Internal;

/// <summary>The calls of <c>CloseAsync</c> and <c>DisposeAsync</c> that wait for the end of a session. Lives in the serial gate.</summary>
internal sealed class CloseRequests
{
    readonly List<CloseRequest> _waiting = [];

    public bool IsEmpty => _waiting.Count == 0;

    public void Add(CloseRequest request) => _waiting.Add(request);

    public bool Contains(CloseRequest request) => _waiting.Contains(request);

    public void Succeed()
    {
        var all = _waiting.ToArray();
        _waiting.Clear();
        foreach (var request in all)
        {
            request.Registration.Dispose();
            request.Succeed(true);
        }
    }
}
