using System.Net.Http;
using System.Text;
using LeanRx.Transport.Internal;

namespace LeanRx.Transport.Sockets.Internal;

// RFC 9112 §3
/// <summary>The head of a request as it is sent.</summary>
static class RequestHead
{
    /// <exception cref="DialException">A header of the application has other than ASCII characters.</exception>
    public static byte[] Of(HttpRequestMessage request)
    {
        var address = request.RequestUri!;
        var text = new StringBuilder($"{request.Method} {address.PathAndQuery} HTTP/1.1\r\n");
        if (request.Headers.Host is null)
            text.Append($"Host: {(address.IsDefaultPort ? HostOf(address) : AuthorityOf(address))}\r\n");
        foreach (var header in request.Headers.NonValidated)
        {
            foreach (var value in header.Value)
            {
                if (!Ascii.IsValid(value))
                    throw new DialException($"Network.HeadersProvider gave what cannot be sent: the value of the header {header.Key} is not ASCII.")
                    {
                        IsTransient = false,
                    };
                text.Append($"{header.Key}: {value}\r\n");
            }
        }
        return Encoding.ASCII.GetBytes(text.Append("\r\n").ToString());
    }

    /// <summary>Host and port, as they are written in requests.</summary>
    public static string AuthorityOf(Uri address) => $"{HostOf(address)}:{address.Port}";

    static string HostOf(Uri address) => address.HostNameType == UriHostNameType.IPv6 ? address.Host : address.IdnHost;
}
