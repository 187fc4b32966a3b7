using System.Net;
using Microsoft.AspNetCore.Http;

namespace LeanRx.Server.AspNetCore.Options.Internal;

/// <summary>
/// The demo application, whose keys everybody can read, is there where no application was named, for this computer alone. On other addresses it has to be
/// named.
/// </summary>
static class DemoRule
{
    /// <summary>Why a server may not listen on these addresses; null when it may.</summary>
    public static string? Refusal(ServerOptions options, IEnumerable<string> addresses) =>
        options.Apps is null && addresses.FirstOrDefault(address => !IsLoopback(address)) is { } open
            ? $"The server has the demo application alone, whose keys are published, and {open} can be reached by others. Name applications of your own in " +
                "ServerOptions.Apps (in configuration Engine:Apps), listen on the loopback address, or name the demo application: Apps = [AppOptions.Demo]."
            : null;

    /// <summary>Whether operators get in with the key that is published.</summary>
    public static bool IsServed(ServerOptions options) => options.Apps is not { } apps || apps.Any(app => app.MasterKey == AppOptions.Demo.MasterKey);

    /// <summary>Whether nobody but this computer reaches an address as web hosts write it: any name but localhost is all addresses to them.</summary>
    static bool IsLoopback(string address)
    {
        var binding = BindingAddress.Parse(address);
        return binding.IsUnixPipe || binding.IsNamedPipe || string.Equals(binding.Host, "localhost", StringComparison.OrdinalIgnoreCase)
            || IPAddress.TryParse(binding.Host, out var ip) && IPAddress.IsLoopback(ip);
    }
}
