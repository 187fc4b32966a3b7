using LeanRx.Common.Internal;
using LeanRx.Sharing.Internal;

namespace LeanRx;

// protocol.md §3.4
/// <summary>Lets several clients of a process share one socket: set the same instance in the options of each.</summary>
/// <remarks>
/// Each client logs in and out, signs and reconnects by itself, and receives only what is addressed to it. The first to connect dials; the last to leave closes
/// the socket. Clients share a socket if address, application and wire format are equal; two clients with the same client id never do. When the socket is lost,
/// all its clients reconnect on one new socket.
/// </remarks>
public sealed class SharedSocket
{
    readonly object _lock = new();
    readonly List<SharedConnection> _connections = [];

    NetworkOptions? _network;

    internal SerialCounter Serials { get; } = new();

    /// <summary>Lets in a client that reaches out as those before it do.</summary>
    /// <exception cref="ArgumentException">It reaches out otherwise, and whose proxy, trust and headers the socket has would be chance.</exception>
    internal void Admit(NetworkOptions network)
    {
        lock (_lock)
        {
            if ((_network ??= network) != network)
                throw new ArgumentException("Network differs from that of a client before that has the same SharedSocket. Give both the same " +
                    "NetworkOptions, or each a socket of its own.", nameof(network));
        }
    }

    /// <summary>A place on a socket, used once. Nothing is dialled before it is subscribed to.</summary>
    internal ITransportConnection Place(SharedPlace place) => new SharedLane(this, place);

    /// <summary>Takes a lane in.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="isNew">Whether the connection is new and has to be dialled.</param>
    /// <param name="isOpen">Whether it is open already. Otherwise it tells the lane once it is.</param>
    internal SharedConnection Enter(SharedLane lane, out bool isNew, out bool isOpen)
    {
        lock (_lock)
        {
            var connection = _connections.Find(connection => connection.Takes(lane));
            isNew = connection is null;
            isOpen = connection?.IsOpen == true;
            if (connection is null)
                _connections.Add(connection = new SharedConnection(this, lane));
            connection.Lanes = [.. connection.Lanes, lane];
            return connection;
        }
    }

    /// <summary>Lets a lane go; false when it is not there any more.</summary>
    /// <param name="connection">What it was on.</param>
    /// <param name="lane">The lane.</param>
    /// <param name="isLast">Whether nobody is left: the connection is to be closed, nobody finds it any more.</param>
    internal bool Leave(SharedConnection connection, SharedLane lane, out bool isLast)
    {
        lock (_lock)
        {
            var count = connection.Lanes.Length;
            connection.Lanes = [.. connection.Lanes.Where(other => other != lane)];
            connection.IsDoubtful |= !lane.HasEnded;
            isLast = connection.Lanes.Length == 0 && _connections.Remove(connection);
            return connection.Lanes.Length < count;
        }
    }

    /// <summary>The connection is open: those who are on it by now are to be told.</summary>
    internal SharedLane[] Open(SharedConnection connection)
    {
        lock (_lock)
        {
            connection.IsOpen = true;
            return connection.Lanes;
        }
    }

    /// <summary>The connection is lost: those who were on it are to be told, and nobody finds it any more.</summary>
    internal SharedLane[] Lose(SharedConnection connection)
    {
        lock (_lock)
        {
            _connections.Remove(connection);
            var lanes = connection.Lanes;
            connection.Lanes = [];
            return lanes;
        }
    }
}
