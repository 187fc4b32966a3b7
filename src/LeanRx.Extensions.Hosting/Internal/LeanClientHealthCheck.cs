using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace LeanRx.Extensions.Hosting.Internal;

/// <summary>Tells where a client stands: well when it is logged in, and otherwise why it is not.</summary>
sealed class LeanClientHealthCheck(LeanClient client, string title) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(client.State switch
        {
            ConnectionState.Connected => HealthCheckResult.Healthy($"{title} is connected."),
            ConnectionState.Reconnecting { Cause: var cause } => Bad(context, $"is not connected and goes on trying: {cause.Message}", cause),
            ConnectionState.Disconnected { Cause: { } cause } => Bad(context, $"is not connected and has given up: {cause.Message}", cause),
            ConnectionState.Disconnected => Bad(context, "is not open."),
            ConnectionState.Suspended => Bad(context, "is suspended."),
            _ => Bad(context, "is connecting."),
        });

    HealthCheckResult Bad(HealthCheckContext context, string state, Exception? cause = null) =>
        new(context.Registration.FailureStatus, $"{title} {state}", cause);
}
