namespace LeanRx.Server;

/// <summary>What a REST call shows to be let in.</summary>
[Flags]
public enum Credentials
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The application key alone: it is in the hands of all users, and says nothing of who calls.</summary>
    ApplicationKey = 1,

    /// <summary>The application key with the session token of a client: the call is made by this client.</summary>
    SessionToken = 2,

    /// <summary>The application key with a signature that the application's backend made for one client and one conversation: the backend's word.</summary>
    Signature = 4,

    /// <summary>The master key: the call is made by an operator.</summary>
    MasterKey = 8,
}
