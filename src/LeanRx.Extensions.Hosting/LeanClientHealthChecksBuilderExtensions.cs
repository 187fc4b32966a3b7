using LeanRx.Extensions.Hosting.Internal;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace LeanRx;

/// <summary>Health checks of clients: <c>builder.Services.AddHealthChecks().AddLeanClient()</c>.</summary>
public static class LeanClientHealthChecksBuilderExtensions
{
    /// <summary>Adds a check that a client is connected. Otherwise its description says what keeps it, and its exception is the cause.</summary>
    /// <param name="clientName">The name that <c>AddLeanClient</c> was given. Default: null, the client without one.</param>
    /// <param name="name">The name of the check. Default: <c>LeanClient</c>, of a client with a name <c>LeanClient:name</c>.</param>
    /// <param name="failureStatus">What is reported of a client that is not connected. Default: <see cref="HealthStatus.Unhealthy"/>.</param>
    /// <param name="tags">Tags by which checks are filtered. Default: none.</param>
    public static IHealthChecksBuilder AddLeanClient(this IHealthChecksBuilder builder, string? clientName = null, string? name = null,
        HealthStatus? failureStatus = null, IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(new HealthCheckRegistration(
            name ?? (clientName is null ? nameof(LeanClient) : $"{nameof(LeanClient)}:{clientName}"),
            services => new LeanClientHealthCheck(ClientLifetime.ClientOf(services, clientName), ClientRegistration.TitleOf(clientName)),
            failureStatus,
            tags));
    }
}
