Attribute VB_Name = "XlAsnFiles"
Option Explicit

' The files that Excel and Python talk through. None of these ever fails: what is not there is empty.

Public Function FreshPath() As String
    Randomize
    FreshPath = TempFolder() & "xl_asn-svar-" & Format$(Now, "yyyymmdd-hhmmss") & "-" & _
        CStr(Int(Rnd * 1000000000)) & ".txt"
End Function

' Where Python writes what went wrong before any of ours could; left only after a run that failed.
Public Function ErrorLog() As String
    ErrorLog = TempFolder() & "xl_asn-python.log"
End Function

Public Sub ReadAnswer(ByVal Path As String, ByRef Token As String, ByRef Sentence As String)
    Dim Number As Integer
    On Error Resume Next
    If Not IsThere(Path) Then Exit Sub
    Number = FreeFile
    Open Path For Input As #Number
    If Not EOF(Number) Then Line Input #Number, Token
    If Not EOF(Number) Then Line Input #Number, Sentence
    Close #Number
End Sub

Public Function IsThere(ByVal Path As String) As Boolean
    On Error Resume Next
    IsThere = Len(Dir$(Path)) > 0
End Function

Public Sub Discard(ByVal Path As String)
    On Error Resume Next
    If IsThere(Path) Then Kill Path
End Sub

Private Function TempFolder() As String
    Dim Folder As String
    Folder = Environ$("TEMP")
    If Folder = "" Then Folder = Environ$("TMPDIR")
    If Folder = "" Then Folder = "/tmp"
    TempFolder = Folder & Application.PathSeparator
End Function
