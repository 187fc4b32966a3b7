using LeanRx.Protocol;
using LeanRx.Server.Sessions.Internal;

namespace LeanRx.Server.Connections.Internal;

/// <summary>The sessions of one connection. Once closed it takes no more.</summary>
internal sealed class ConnectionSessions
{
    readonly Dictionary<string, Session> _byClient = new(StringComparer.Ordinal);
    Session? _first;
    volatile bool _isClosed;

    public bool IsClosed => _isClosed;

    /// <summary>The code with which this side has closed.</summary>
    public int? CloseCode { get; private set; }

    public IReadOnlyList<Session> All
    {
        get
        {
            lock (_byClient)
                return [.. _byClient.Values];
        }
    }

    public int Count
    {
        get
        {
            lock (_byClient)
                return _byClient.Count;
        }
    }

    public Session? Find(string clientId)
    {
        lock (_byClient)
            return _byClient.GetValueOrDefault(clientId);
    }

    // protocol.md §3.5
    /// <summary>The session that a frame means: the one it names, or else the only one, or the first of several.</summary>
    /// <remarks>The first client goes on leaving its id out until it has heard of the second, which is later than the second's login.</remarks>
    public Session? Of(Frame frame)
    {
        lock (_byClient)
        {
            if (frame.PeerId is { } peerId)
                return _byClient.GetValueOrDefault(peerId);
            return _byClient.Count == 1 ? _byClient.Values.First() : _first;
        }
    }

    /// <summary>False where it is closed.</summary>
    public bool TryAdd(Session session, out Session? replaced)
    {
        lock (_byClient)
        {
            replaced = null;
            if (_isClosed)
                return false;
            var isFirst = _byClient.Count == 0;
            if (_byClient.Remove(session.ClientId, out replaced))
                isFirst = _first == replaced;
            if (isFirst)
                _first = session;
            _byClient.Add(session.ClientId, session);
            return true;
        }
    }

    public void Remove(Session session)
    {
        lock (_byClient)
        {
            if (_byClient.GetValueOrDefault(session.ClientId) == session)
                _byClient.Remove(session.ClientId);
            if (_first == session)
                _first = null;
        }
    }

    /// <summary>True for the first who closes it.</summary>
    public bool TryClose(int? code = null)
    {
        lock (_byClient)
        {
            if (_isClosed)
                return false;
            _isClosed = true;
            CloseCode = code;
            return true;
        }
    }
}
