using Microsoft.Extensions.Logging;

namespace LeanRx.Server.Logging.Internal;

/// <summary>What log lines have in common of which one stands for all.</summary>
internal readonly record struct LineKind(string Category, int EventId, string? EventName, LogLevel Level, Type? Exception)
{
    public override string ToString() => $"{EventName ?? "a line"}{(Exception is null ? "" : $" with {Exception.Name}")}";
}
