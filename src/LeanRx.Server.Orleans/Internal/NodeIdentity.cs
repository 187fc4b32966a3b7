using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;

namespace LeanRx.Server.Orleans.Internal;

/// <summary>What this node shows of itself, and whom it takes for a node. It is asked for again at each connection, so that what was renewed is used.</summary>
sealed class NodeIdentity
{
    readonly Lock _lock = new();
    readonly Func<ClusterCertificates> _ask;
    readonly ILogger _log;
    ClusterCertificates _current;
    string? _warned;

    /// <exception cref="ClusterException">The certificates cannot be used.</exception>
    public NodeIdentity(Func<ClusterCertificates> ask, ILogger log)
    {
        (_ask, _log) = (ask, log);
        try
        {
            _current = Ask();
        }
        catch (Exception exception) when (IsRefusal(exception))
        {
            throw new ClusterException(exception.Message, exception);
        }
    }

    /// <summary>Those of now; those before where the renewed ones cannot be used.</summary>
    public ClusterCertificates Current()
    {
        lock (_lock)
        {
            try
            {
                (_current, _warned) = (Ask(), null);
            }
            catch (Exception exception) when (IsRefusal(exception))
            {
                // Files that are half renewed are read again at the next connection.
                if (_warned != exception.Message)
                    ClusterLog.NotRenewed(_log, _warned = exception.Message);
            }
            return _current;
        }
    }

    public static SslStreamCertificateContext Context(ClusterCertificates certificates) =>
        SslStreamCertificateContext.Create(certificates.Certificate, certificates.Intermediates, offline: true);

    ClusterCertificates Ask()
    {
        var certificates = _ask();
        certificates.Validate();
        return certificates;
    }

    static bool IsRefusal(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException;
}
