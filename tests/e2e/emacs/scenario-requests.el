;;; scenario-requests.el --- a request file: problems, completion, a request that is run  -*- lexical-binding: t -*-
(require 'editor)

(editor-open "requests/shop.grpc")

(editor-go "{{shop}}/shop.v1.Orders/Place" 0)
(let ((line (1- (line-number-at-pos))))
  (insert "x")
  (editor-changed)
  (editor-problem "Placex")
  (delete-char -1)
  (editor-changed)
  (editor-no-problems)

  (delete-char -2)
  (editor-changed)
  (editor-check "completion of a method" (member "Place" (editor-candidates)))
  (insert "ce")
  (editor-changed)

  (let* ((command (editor-lens line "▶ Run"))
         (result (eglot-execute-command (eglot-current-server) (intern (plist-get command :command))
                                        (plist-get command :arguments))))
    (editor-check (format "the request was run: %S" result) (equal (plist-get result :status) "OK"))
    (let ((response (expand-file-name "requests/shop.place.grpc-response" (getenv "WORKSPACE"))))
      (with-temp-buffer
        (insert-file-contents response)
        (editor-check "the response is on disk" (looking-at-p "GRPC 0 - OK")))))
  (editor-wait "a lens tells the outcome"
               (lambda () (seq-find (lambda (lens) (string-match-p "^✓ OK" (plist-get (plist-get lens :command) :title)))
                                    (editor-request :textDocument/codeLens)))))

;; Without a lens: the request at point, with its response in a window.
(editor-go "shop.v1.Orders/Get")
(protowright-run)
(let ((response (find-buffer-visiting (expand-file-name "requests/shop.get.grpc-response" (getenv "WORKSPACE")))))
  (editor-check "the response is shown" (and response (get-buffer-window response))))

(editor-end)
;;; scenario-requests.el ends here
