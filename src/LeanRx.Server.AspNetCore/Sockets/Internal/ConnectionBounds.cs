using System.Net;
using System.Reactive.Concurrency;
using LeanRx.Server.AspNetCore.Http.Internal;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;

namespace LeanRx.Server.AspNetCore.Sockets.Internal;

/// <summary>Counts connections, all together and by address. Those above a bound are told so by whatever they ask for, and closed.</summary>
sealed class ConnectionBounds
{
    readonly LeanServerOptions _options;
    readonly Dictionary<IPAddress, int> _byAddress = [];
    int _count;

    public ConnectionBounds(LeanServerOptions options, int fileLimit)
    {
        _options = options;
        Most = options.MaxConnections ?? ProcessFiles.MostConnections(fileLimit);
    }

    /// <summary>More are refused.</summary>
    public int Most { get; }

    /// <summary>More are closed without a word; between the two bounds is room for words.</summary>
    public int MostWithRefused => Most + Refused;

    const int Refused = 32;

    /// <summary>A step of the web host's for each connection.</summary>
    public ConnectionDelegate Guard(ConnectionDelegate next) => async connection =>
    {
        var address = (connection.RemoteEndPoint as IPEndPoint)?.Address ?? IPAddress.None;
        var refusal = Enter(address);
        try
        {
            using var end = refusal is null ? null : Refuse(connection, refusal);
            await next(connection).ConfigureAwait(false);
        }
        finally
        {
            Leave(address);
        }
    };

    /// <summary>Answers the requests of a connection that is above a bound; false when it is not.</summary>
    public static async ValueTask<bool> AnsweredAsync(HttpContext context)
    {
        if (context.Features.Get<Refusal>() is not { } refusal)
            return false;
        context.Response.Headers.Connection = "close";
        context.Response.Headers.AccessControlAllowOrigin = "*";
        await JsonAnswer.RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, StatusCodes.Status503ServiceUnavailable, refusal.Reason)
            .ConfigureAwait(false);
        return true;
    }

    /// <summary>Whether a connection is above a bound, and is to be told so.</summary>
    public static bool IsRefused(ConnectionContext connection) => connection.Features.Get<Refusal>() is not null;

    IDisposable Refuse(ConnectionContext connection, Refusal refusal)
    {
        connection.Features.Set(refusal);
        return _options.Engine.Scheduler.Schedule(_options.CloseTimeout, () => connection.Abort(new ConnectionAbortedException(refusal.Reason)));
    }

    Refusal? Enter(IPAddress address)
    {
        lock (_byAddress)
        {
            _count++;
            var ofAddress = _byAddress[address] = _byAddress.GetValueOrDefault(address) + 1;
            return _count > Most ? new Refusal($"The server has as many connections as it takes, {Most}. Come back later.")
                : ofAddress > _options.MaxConnectionsPerAddress
                    ? new Refusal($"Your address has as many connections as the server takes of one, {_options.MaxConnectionsPerAddress}.")
                : null;
        }
    }

    void Leave(IPAddress address)
    {
        lock (_byAddress)
        {
            _count--;
            if (--_byAddress[address] == 0)
                _byAddress.Remove(address);
        }
    }

    sealed record Refusal(string Reason);
}
