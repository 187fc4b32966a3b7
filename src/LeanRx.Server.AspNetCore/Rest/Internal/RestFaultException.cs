namespace LeanRx.Server.AspNetCore.Rest.Internal;

/// <summary>A request that cannot be done, with the HTTP status to answer.</summary>
sealed class RestFaultException(int status, string message) : Exception(message)
{
    public int Status { get; } = status;
}
