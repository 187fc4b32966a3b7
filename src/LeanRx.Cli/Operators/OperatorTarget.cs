using LeanRx.Cli.Rest;

namespace LeanRx.Cli.Operators;

/// <summary>A server and the application that is asked about.</summary>
sealed class OperatorTarget(Uri server, string applicationId, string masterKey)
{
    /// <summary>So long a person who waits is to wait for one answer.</summary>
    static readonly TimeSpan s_patience = TimeSpan.FromSeconds(15);

    public Uri Server => server;

    public string ApplicationId => applicationId;

    public HttpClient CreateClient() => MasterClient.Create(server, applicationId, masterKey, maxConnections: 1);

    /// <summary>The same for one who waits before the screen.</summary>
    public HttpClient CreateHastyClient()
    {
        var client = CreateClient();
        client.Timeout = s_patience;
        return client;
    }
}
