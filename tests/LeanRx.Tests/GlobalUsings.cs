global using LeanRx.Protocol;
global using LeanRx.Tests.Support;
