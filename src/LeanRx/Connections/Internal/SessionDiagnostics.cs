namespace LeanRx.Connections.Internal;

/// <summary>What a session holds at the moment, for tests and reports of trouble.</summary>
/// <param name="WaitingCommands">Commands that wait for a connection.</param>
/// <param name="InFlightCommands">Commands that wait for their answer.</param>
/// <param name="Registrations">Registrations of commands with their callers' tokens.</param>
/// <param name="OpenRequests">Calls of <c>OpenAsync</c> that wait.</param>
/// <param name="Timers">Timers on the scheduler: none or one.</param>
/// <param name="Deliveries">Deliveries that wait to be delivered.</param>
internal readonly record struct SessionDiagnostics(int WaitingCommands, int InFlightCommands, int Registrations, int OpenRequests, int Timers,
    int Deliveries);
