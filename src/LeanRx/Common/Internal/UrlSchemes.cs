namespace LeanRx.Common.Internal;

internal static class UrlSchemes
{
    public static bool IsWebSocket(Uri address) => address.Scheme is "ws" or "wss";

    public static bool IsHttp(Uri address) => address.Scheme is "http" or "https";
}
