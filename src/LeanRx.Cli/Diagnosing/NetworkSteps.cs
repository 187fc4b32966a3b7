using System.Net;
using System.Net.Sockets;

namespace LeanRx.Cli.Diagnosing;

/// <summary>The name and the connection.</summary>
static class NetworkSteps
{
    public static async Task<IPAddress[]> ResolveAsync(Uri server, CancellationToken cancellationToken)
    {
        try
        {
            return IPAddress.TryParse(server.Host.Trim('[', ']'), out var address) ? [address]
                : await Dns.GetHostAddressesAsync(server.DnsSafeHost, cancellationToken).ConfigureAwait(false);
        }
        catch (SocketException exception)
        {
            throw new StepFailure($"{server.Host}: {exception.Message}",
                exception.SocketErrorCode is SocketError.TryAgain or SocketError.NoRecovery
                    ? "the name server of this machine does not answer; look at its network" : "the spelling of the host, and its record in DNS", exception);
        }
    }

    /// <summary>Tries the addresses one after another.</summary>
    public static async Task<string> ConnectAsync(Uri server, IPAddress[] addresses, CancellationToken cancellationToken)
    {
        SocketException? last = null;
        var failed = new List<string>();
        foreach (var address in addresses)
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(address, server.Port, cancellationToken).ConfigureAwait(false);
                return $"{new IPEndPoint(address, server.Port)}{(failed.Count > 0 ? $"; not reached: {string.Join(", ", failed)}" : "")}";
            }
            catch (SocketException exception)
            {
                failed.Add(address.ToString());
                last = exception;
            }
        }
        throw new StepFailure($"port {server.Port} of {string.Join(", ", failed)}: {last?.Message ?? "there is no address"}", last?.SocketErrorCode switch
        {
            SocketError.ConnectionRefused => "nothing listens at this port: whether the server runs, and its --urls; one on 127.0.0.1 is for its own machine " +
                "alone",
            SocketError.NetworkUnreachable or SocketError.HostUnreachable => "the network between here and there",
            _ => "a firewall between here and there, and the port",
        }, last);
    }
}
