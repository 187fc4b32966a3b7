using System.Net;

namespace LeanRx.Cli.Rest;

/// <summary>The server does not do what it was asked; asking again would not help.</summary>
sealed class RefusedException(HttpStatusCode status, string reason) : Exception(reason)
{
    public HttpStatusCode Status => status;
}
