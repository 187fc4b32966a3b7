using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace LeanRx.Server.Orleans.Internal;

/// <summary>The addresses of this machine.</summary>
static class OwnAddress
{
    /// <summary>The first private one, or else the loopback.</summary>
    public static IPAddress FirstPrivate() => NetworkInterface.GetAllNetworkInterfaces()
        .Where(static network => network.OperationalStatus == OperationalStatus.Up && network.NetworkInterfaceType != NetworkInterfaceType.Loopback)
        .SelectMany(static network => network.GetIPProperties().UnicastAddresses.Select(static unicast => unicast.Address))
        .FirstOrDefault(static address => address.AddressFamily == AddressFamily.InterNetwork && IsPrivate(address)) ?? IPAddress.Loopback;

    /// <summary>Whether no public network leads there.</summary>
    public static bool IsPrivate(IPAddress address)
    {
        if (IPAddress.IsLoopback(address) || address.IsIPv6LinkLocal || address.IsIPv6UniqueLocal)
            return true;
        return address.AddressFamily == AddressFamily.InterNetwork && address.GetAddressBytes() is [10, ..] or [192, 168, ..] or [169, 254, ..]
            or [172, >= 16 and <= 31, ..] or [100, >= 64 and <= 127, ..];
    }
}
