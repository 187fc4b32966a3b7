using LeanRx.Server.Hosting;
using Microsoft.Extensions.Logging;

namespace LeanRx.Server.Orleans.Internal;

/// <summary>What the log is told of the cluster.</summary>
static partial class ClusterLog
{
    [LoggerMessage(1, LogLevel.Information, "Node {Node} has joined the cluster.")]
    public static partial void Joined(ILogger log, ClusterNode node);

    [LoggerMessage(2, LogLevel.Warning, "Node {Node} has left the cluster, or was lost; what it owned is taken over.")]
    public static partial void Lost(ILogger log, ClusterNode node);

    [LoggerMessage(3, LogLevel.Warning, "Node {Node} refuses connections at its address: it is given up.")]
    public static partial void Refuses(ILogger log, ClusterNode node);

    [LoggerMessage(4, LogLevel.Warning, "Node {Node} takes so little that {Bytes} bytes wait for it: it is given up.")]
    public static partial void Overflow(ILogger log, ClusterNode node, long bytes);

    [LoggerMessage(5, LogLevel.Critical, "Node {Node} is part of the cluster no longer: {Why}")]
    public static partial void Ended(ILogger log, ClusterNode node, string why);

    [LoggerMessage(6, LogLevel.Debug, "Tried in vain and tries again: {What}.")]
    public static partial void TriesAgain(ILogger log, Exception exception, string what);

    [LoggerMessage(7, LogLevel.Error, "Failed: {What}.")]
    public static partial void Failed(ILogger log, Exception exception, string what);

    [LoggerMessage(8, LogLevel.Information, "{Count} slots go to node {Node}.")]
    public static partial void HandsOver(ILogger log, int count, ClusterNode node);

    [LoggerMessage(9, LogLevel.Warning,
        "Other nodes are reached at {Address}, which is no private address, and without certificates nodes do not ask each other who they are: let none but " +
        "them reach it, or give them certificates.")]
    public static partial void IsPublic(ILogger log, string address);

    [LoggerMessage(10, LogLevel.Warning, "No connection with the node at {Address}: {Why}.")]
    public static partial void Refused(ILogger log, string address, string why);

    [LoggerMessage(11, LogLevel.Warning, "The renewed certificates cannot be used, the ones before still are: {Why}")]
    public static partial void NotRenewed(ILogger log, string why);

    [LoggerMessage(12, LogLevel.Warning, "Node {Node} has not left the cluster, and nobody answers at its address: it is given up.")]
    public static partial void Departed(ILogger log, ClusterNode node);

    [LoggerMessage(13, LogLevel.Error,
        "The clock of this machine is {Apart} that of the database: what expires does so too early or too late. Have both kept right.")]
    public static partial void ClockApart(ILogger log, string apart);
}
